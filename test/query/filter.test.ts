import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import type { Value } from '../../src/model/table.ts'
import { parseFilter, type Vocabulary } from '../../src/query/filter.ts'
import { column, type Row } from './columns.fake.ts'

const SERVICES = new Map([['https', 443]])
const portWord: NonNullable<ReturnType<typeof column>['word']> = (text, names) => {
  const port = /^:?\d+$/.test(text) ? Number(text.replace(':', '')) : names.port(text.slice(1))
  return port === null ? { expected: 'a port' } : { is: String(port) }
}

const of: Vocabulary<Row> = {
  view: 'things',
  columns: [
    column('n', 'number', { short: 'num' }),
    column('big'),
    column('name', 'text'),
    column('up', 'flag'),
    column('owners.pid', 'number', { short: 'pid', each: 'owners' }),
    column('cmd', 'text', { match: row => [row['cmd'], 'seen'].flat() as Value }),
    column('here.port', 'number', { short: 'sport', word: portWord }),
    column('there.port', 'number', { short: 'dport', word: portWord }),
  ],
  ports: ['here.port', 'there.port'],
  names: { port: service => SERVICES.get(service) ?? null },
}

const keeps = (row: Row, ...words: string[]): boolean => parseFilter(words, of).keep(row)
const refusal = (...words: string[]): UsageError => {
  try {
    parseFilter(words, of)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error(`not refused: ${words.join(' ')}`)
}

describe('operators compare numbers as numbers', () => {
  // by operator: is 9 kept, 10, 11
  it.each([
    ['=', [false, true, false]],
    ['==', [false, true, false]],
    ['!=', [true, false, true]],
    ['<', [true, false, false]],
    ['>', [false, false, true]],
    ['<=', [true, true, false]],
    ['>=', [false, true, true]],
    ['~', [false, true, false]],
  ])('n %s 10', (op, kept) => {
    expect([9, 10, 11].map(n => keeps({ n }, 'n', op, '10'))).toEqual(kept)
  })

  it('a counter of 64 bits too', () => {
    expect(keeps({ big: 18446744073709551615n }, 'big > 1')).toBe(true)
    expect(keeps({ big: 5n }, 'big = 5')).toBe(true)
    expect(keeps({ big: 5n }, 'big < 5')).toBe(false)
  })
})

it.each([
  ['name = nginx', 'nginx', true],
  ['name = nginx', 'nginx2', false],
  ['name != nginx', 'sshd', true],
  ['name ~ ^ngi', 'nginx', true],
  ['name ~ ^inx', 'nginx', false],
  ['name ~ "a b"', 'xa by', true],
  ['name = "nginx: worker process"', 'nginx: worker process', true],
  ['name = -bash', '-bash', true],
  ['name=-bash', '-bash', true],
  ['name = --help', '--help', true],
  ['name > b', 'c', true],
])('%s of the text %j: %s', (filter, name, kept) => expect(keeps({ name }, filter)).toBe(kept))

it.each([
  ['up = yes', true],
  ['up = TRUE', true],
  ['up = 1', true],
  ['up = no', false],
  ['up = false', false],
  ['up != no', true],
])('%s of a flag that is set: %s', (filter, kept) => expect(keeps({ up: true }, filter)).toBe(kept))

describe('an unknown value matches nothing', () => {
  it.each(['n = 0', 'n != 0', 'n < 1', 'n >= 0', 'n ~ .*', 'name = null', 'name != x', 'up = no'])(
    '%s',
    filter => {
      expect(keeps({ n: null, name: null, up: null }, filter)).toBe(false)
      expect(keeps({}, filter)).toBe(false)
    },
  )
})

describe('a column of several values matches if any does', () => {
  it.each([
    ['pid = 620', [620, 2893], true],
    ['pid = 2893', [620, 2893], true],
    ['pid = 1', [620, 2893], false],
    ['pid != 620', [620, 2893], true],
    ['pid != 620', [620], false],
    ['pid > 2000', [620, 2893], true],
    ['pid = 620', [], false],
    ['pid != 620', [], false],
    ['pid ~ ^28', [620, 2893], true],
  ])('%s of %j: %s', (filter, pids, kept) => {
    expect(keeps({ 'owners.pid': pids }, filter)).toBe(kept)
  })

  it('lists in lists as well', () => {
    expect(keeps({ 'owners.pid': [[3], [19, 40]] }, 'pid = 40')).toBe(true)
  })
})

it('compares what a column gives for matching, where that is not its value', () => {
  expect(keeps({ cmd: 'nginx' }, 'cmd = seen')).toBe(true)
})

describe(':PORT', () => {
  const row = { 'here.port': 443, 'there.port': 50000 }

  it.each([
    [':443', true],
    [':50000', true],
    [':https', true],
    [':80', false],
    ['sport = :443', true],
    ['dport = :443', false],
    ['dport=:50000', true],
  ])('%s: %s', (filter, kept) => expect(keeps(row, filter)).toBe(kept))

  it('is refused where the view has no ports', () => {
    expect(() => parseFilter([':80'], { ...of, ports: [] })).toThrow(UsageError)
  })
})

it.each([
  ['n > 1 and name = a', true],
  ['n > 1 && name = a', true],
  ['n > 1 AND name = a', true],
  ['n > 1 and name = b', false],
  ['n > 9 and name = a', false],
  ['n > 1 and name = a and :80', true],
])('every test must hold: %s: %s', (filter, kept) => {
  expect(keeps({ n: 5, name: 'a', 'here.port': 80 }, filter)).toBe(kept)
})

it('without words keeps all, and looks at nothing', () => {
  const filter = parseFilter([], of)
  expect([filter.keep({}), filter.keys]).toEqual([true, []])
})

it('names the columns it looks at by their keys', () => {
  expect(parseFilter(['num > 1 and pid = 3 and :80'], of).keys).toEqual([
    'n',
    'owners.pid',
    'here.port',
    'there.port',
  ])
})

describe('a mistake is marked in the text', () => {
  it.each([
    ['n > x', 4, 'a number'],
    ['n >', 3, 'a value'],
    ['n > > 1', 4, 'a value'],
    ['n', 1, 'one of = != < > <= >= ~'],
    ['n => 1', 2, 'one of = != < > <= >= ~'],
    ['n 1', 2, 'one of = != < > <= >= ~'],
    ['= 1', 0, 'a column or :PORT'],
    ['n > 1 and', 9, 'a column or :PORT'],
    ['n > 1 name = a', 6, 'and'],
    ['n > 1 :80', 6, 'and'],
    ['up = maybe', 5, 'yes or no'],
    [':nosuch', 0, 'a port'],
    ['name ~ (', 7, 'a regular expression'],
  ])('%s', (filter, at, expected) => {
    const { message, mark } = refusal(filter)
    expect(message).toBe(filter)
    expect(mark!.at).toBe(at)
    expect(mark!.expected.startsWith(expected)).toBe(true)
  })

  it('at the same place, whether it came as one argument or many', () => {
    expect(refusal('n', '>', 'x').mark).toEqual(refusal('n > x').mark)
  })

  it('a wrong column gets the nearest right one', () => {
    expect(refusal('nmae = x').message).toBe('no column "nmae" in things; did you mean name?')
  })
})
