import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import type { Value } from '../../src/model/table.ts'
import { parseFilter, type Vocabulary } from '../../src/query/filter.ts'
import { NAMES } from '../helpers/names.ts'
import { column, type Row } from './columns.fake.ts'

const portWord: NonNullable<ReturnType<typeof column>['word']> = (text, names) => {
  const name = text.replace(/^:/, '')
  const port = /^\d+$/.test(name) ? Number(name) : names.port(name)
  return port === null ? { expected: 'a port' } : { is: String(port) }
}

/** a state is one letter */
const stateWhere: NonNullable<ReturnType<typeof column>['where']> = text =>
  /^[a-z](,[a-z])*$/.test(text)
    ? {
        holds: row =>
          row['state'] === null ? null : text.split(',').includes(String(row['state'])),
      }
    : { expected: 'a letter', at: text.search(/[^a-z,]/) }

const of: Vocabulary<Row> = {
  view: 'things',
  columns: [
    column('n', 'number', { short: 'num' }),
    column('big'),
    column('name', 'text'),
    column('up', 'flag'),
    column('owners.pid', 'number', { short: 'pid', each: 'owners' }),
    column('cmd', 'text', { match: row => [row['cmd'], 'seen'].flat() as Value }),
    column('here.port', 'number', { short: 'sport', word: portWord, terse: true }),
    column('there.port', 'number', { short: 'dport', word: portWord, terse: true }),
    column('rtt_us', 'number', { short: 'rtt', unit: 'us' }),
    column('size', 'number', { unit: 'bytes' }),
    column('state', 'text', { where: stateWhere, terse: true }),
  ],
  ends: ['here.port', 'there.port'],
  words: { five: () => ({ holds: row => (row['n'] === undefined ? null : row['n'] === 5) }) },
  names: NAMES,
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
    expect(() => parseFilter([':80'], { ...of, ends: [] })).toThrow(UsageError)
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

it('without words keeps all, looks at nothing, and has nothing for a source', () => {
  const filter = parseFilter([], of)
  expect([filter.keep({}), filter.keys, filter.coarse]).toEqual([true, [], null])
})

describe('the joints', () => {
  // what each of them means is worked out by hand for the row n 5, name a, state s, up
  it.each([
    ['n = 5 or name = b', true],
    ['n = 4 or name = b', false],
    ['n = 4 || name = a', true],
    ['n = 4 | name = a', true],
    ['n = 5 & name = b', false],
    ['n = 5 name = a', true],
    ['n = 5 name = b', false],
    ['not n = 4', true],
    ['! n = 5', false],
    ['!n=5', false],
    ['not not n = 5', true],
    ['!!n=5', true],
    ['NOT n = 4 AND name = a OR n = 7', true],
    // or is looser: true or (.. and false)
    ['n = 5 or n = 5 and name = b', true],
    ['(n = 5 or n = 5) and name = b', false],
    ['n = 4 and n = 4 or name = a', true],
    ['n = 4 and (n = 4 or name = a)', false],
    ['n = 5 or n = 4 name = b', true],
    // not is tighter: it is about one term
    ['not n = 4 and name = b', false],
    ['not (n = 4 and name = b)', true],
    ['not n = 5 or name = a', true],
    ['((n=5))', true],
    ['(n=5)&(name=a)', true],
    ['(n=4)|(name=a)&!(n=4)', true],
    ['n=5&&name=a||n=7', true],
    ['up', true],
    ['not up', false],
    ['up and n = 5', true],
    ['!up|n=5', true],
    ['five', true],
    ['not five', false],
    ['five n = 4', false],
  ])('%s: %s', (filter, kept) => {
    const row = { n: 5, name: 'a', state: 's', up: true }
    expect(keeps(row, filter)).toBe(kept)
    expect(keeps(row, ...filter.split(' '))).toBe(kept)
  })

  it('not takes what is unknown, and != does not', () => {
    expect(keeps({ n: null }, 'n != 5')).toBe(false)
    expect(keeps({ n: null }, 'not n = 5')).toBe(true)
    expect(keeps({}, 'not five')).toBe(true)
  })

  it('a hundred parentheses, and any number of terms, are no matter', () => {
    expect(keeps({ n: 5 }, `${'('.repeat(100)}n = 5${')'.repeat(100)}`)).toBe(true)
    expect(keeps({ n: 5 }, Array(20_000).fill('n = 5').join(' and '))).toBe(true)
    expect(keeps({ n: 5 }, `${'!'.repeat(20_000)}n = 5`)).toBe(true)
  })
})

describe('state and exclude', () => {
  // which of the states a b c d are kept
  it.each([
    ['state a', 'a'],
    ['state a state b', 'ab'],
    ['state a,b', 'ab'],
    ['exclude a', 'bcd'],
    ['excl a', 'bcd'],
    ['exclude a exclude b', 'cd'],
    ['state a state b exclude a', 'b'],
    ['exclude a state a', 'abcd'],
    ['state a and state b', ''],
    ['state a or state b', 'ab'],
    ['not state a', 'bcd'],
    ['not (state a state b)', 'cd'],
    ['not state a state b', 'cd'],
    ['state = a', 'a'],
    ['state != a,b', 'cd'],
    ['state ~ [ab]', 'ab'],
    // ss has its states before the expression, whatever that is
    ['state a n = 4 or n = 5', 'a'],
    ['state a state b n = 4 or n = 5', 'ab'],
    ['state a and n = 4 or n = 5', 'abcd'],
    ['n = 5 state a', 'a'],
    ['(state a n = 4 or n = 5)', 'abcd'],
  ])('%s keeps %j', (filter, kept) => {
    const rows = [...'abcd'].map(state => ({ state, n: 5 }))
    expect(rows.filter(row => keeps(row, filter)).map(({ state }) => state)).toEqual([...kept])
  })

  it('are no words of a view without states', () => {
    const stateless = { ...of, columns: of.columns.filter(({ key }) => key !== 'state') }
    expect(() => parseFilter(['exclude a'], stateless)).toThrow(UsageError)
  })
})

describe('lists and ranges', () => {
  // which of these are kept
  it.each([
    ['n = 1,3', [1, 3]],
    ['n = 1, 3', [1, 3]],
    ['n != 1,3', [2, 4, 5, 10]],
    ['n = 2-4', [2, 3, 4]],
    ['n = 1,3-4,10', [1, 3, 4, 10]],
    ['n != 2-10', [1]],
    ['not n = 2-10', [1]],
    ['n = 1 or n = 2,3 and n != 3', [1, 2]],
  ])('%s keeps %j', (filter, kept) => {
    expect([1, 2, 3, 4, 5, 10].filter(n => keeps({ n }, filter))).toEqual(kept)
    expect([1, 2, 3, 4, 5, 10].filter(n => keeps({ n }, ...filter.split(' ')))).toEqual(kept)
  })

  it.each([
    ['sport = :80,443,8000-8100', [80, 443, 8000, 8100]],
    ['sport = ssh,https', [22, 443]],
    ['sport = 80-https', [80, 100, 443]],
    ['sport = 8000-http-alt', [8000]],
    ['sport 80', [80]],
    ['sport :80,443', [80, 443]],
    ['sport eq 80', [80]],
    ['sport == 80', [80]],
    ['sport neq 80', [22, 100, 443, 8000, 8100]],
    ['sport ne :80', [22, 100, 443, 8000, 8100]],
    ['sport gt 443', [8000, 8100]],
    ['sport geq 8000', [8000, 8100]],
    ['sport ge 8000', [8000, 8100]],
    ['sport lt :80', [22]],
    ['sport leq 80', [22, 80]],
    ['sport le http', [22, 80]],
    [':80', [80]],
    [':80,22', [22, 80]],
    [':0-100', [22, 80, 100]],
  ])('%s keeps %j', (filter, kept) => {
    const ports = [22, 80, 100, 443, 8000, 8100]
    expect(ports.filter(port => keeps({ 'here.port': port }, filter))).toEqual(kept)
  })

  it.each([
    ['name = a,b', 'a', true],
    ['name = a,b', 'a,b', true],
    ['name = "a,b"', 'a,b', true],
    ['name = "a,b"', 'a', false],
    ['name != a,b', 'a', false],
    ['name != a,b', 'c', true],
    ['name ~ a,b', 'a,b', true],
    ['name ~ a,b', 'a', false],
  ])('%s of the text %j: %s', (filter, name, kept) => expect(keeps({ name }, filter)).toBe(kept))
})

describe('units', () => {
  it.each([
    ['rtt > 100ms', 100_001, true],
    ['rtt > 100ms', 100_000, false],
    ['rtt >= 0.5s', 500_000, true],
    ['rtt = 250us', 250, true],
    ['rtt > 1min', 60_000_001, true],
    ['rtt = 1-2ms', 1500, true],
    ['rtt > 100', 101, true],
    ['size >= 1M', 1_048_576, true],
    ['size >= 1M', 1_048_575, false],
    ['size = 64KiB', 65_536, true],
    ['size = 1.5k', 1536, true],
  ])('%s of %i: %s', (filter, value, kept) => {
    expect(keeps({ rtt_us: value, size: value }, filter)).toBe(kept)
  })
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
    ['sport', 5, 'a value, or one of = != < > <= >= ~'],
    ['n => 1', 2, 'one of = != < > <= >= ~'],
    ['n 1', 2, 'one of = != < > <= >= ~'],
    ['= 1', 0, 'a column of things'],
    ['n > 1 and', 9, 'a column of things, a :PORT or an ADDRESS'],
    ['n > 1 or or n > 2', 9, 'a column'],
    ['n > 1 nmae = a', 6, 'a column of things, a :PORT or an ADDRESS; did you mean name?'],
    ['xeclude a', 0, 'a column of things, a :PORT or an ADDRESS; did you mean exclude?'],
    ['"n" > 1', 0, 'a column'],
    ['(n > 1', 6, 'and, or, or a )'],
    ['up)', 2, 'no ) without its ('],
    ['n > 1)', 4, 'a number'],
    ['()', 1, 'a column'],
    ['not', 3, 'a column'],
    ['state', 5, 'a state'],
    ['state a exclude', 15, 'a state'],
    ['state a,7', 8, 'a letter'],
    ['state < a', 6, 'one of = != ~'],
    ['sport = :80,x', 12, 'a port'],
    ['sport = :80, ,22', 13, 'a value'],
    ['sport = 90-80', 8, 'a range from low to high'],
    ['rtt > 1 parsec', 8, 'a column'],
    ['rtt > 1parsec', 6, 'a time, as 250us'],
    ['size > 1ms', 7, 'a number of bytes'],
    ['n > 1K', 4, 'a number'],
    ['name ~ a(b', 8, 'a ) for this ('],
    ['name ~ "a(b"', 9, 'a ) for this ('],
    ['name = "a', 7, 'a closing quote'],
    ['up = maybe', 5, 'yes or no'],
    [':nosuch', 0, 'a port'],
    ['name ~ (', 7, 'a ) for this ('],
  ])('%s', (filter, at, expected) => {
    const { message, mark } = refusal(filter)
    expect(message).toBe(filter)
    expect(mark!.at).toBe(at)
    expect(mark!.expected.startsWith(expected)).toBe(true)
  })

  it.each([
    ['(', 101, 100, 'at most 100 ('],
    ['state a ', 51, 400, 'at most 50'],
  ])('%s %i times', (part, times, at, expected) => {
    const { mark } = refusal(part.repeat(times))
    expect(mark).toEqual({ at, expected: expect.stringContaining(expected) })
  })

  it('at the same place, whether it came as one argument or many', () => {
    expect(refusal('n', '>', 'x').mark).toEqual(refusal('n > x').mark)
  })
})
