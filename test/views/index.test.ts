import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts'
import { EVENT_COLUMNS, EVENT_ENDS, eventData, eventText } from '../../src/views/events.ts'
import { CATALOG } from '../../src/views/catalog.ts'
import { VIEWS } from '../../src/views/index.ts'
import { wanted } from '../sources/hosts.ts'

// those to come, and those that are there
const TAKEN = ['wait', ...COMMANDS.keys(), ...SUBCOMMANDS.map(({ name }) => name)]

it('the catalog has every view, in the same order, and says what each can', async () => {
  const loaded = await Promise.all(CATALOG.map(({ load }) => load()))
  expect(loaded).toEqual(VIEWS)
  expect(CATALOG.map(({ name, compares }) => [name, compares])).toEqual(
    VIEWS.map(({ name, follow }) => [name, follow !== undefined]),
  )
})

it('no two views have one name, and none that of a subcommand', () => {
  const names = VIEWS.map(({ name }) => name)
  expect(new Set(names).size).toBe(VIEWS.length)
  expect(names.filter(name => TAKEN.includes(name))).toEqual([])
})

describe.each(VIEWS.map(view => [view.name, view] as const))('%s', (_, view) => {
  const names = view.columns.flatMap(({ key, short }) =>
    short === undefined ? [key] : [key, short],
  )
  const keys = new Set(view.columns.map(({ key }) => key))

  it('has one column to a key or short name', () => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  it('has no key or short name that is a subcommand, or a view where that name is not given', () => {
    // the first word of a filter may be a column only where no view stands before it
    const views = view === VIEWS[0] ? VIEWS.map(({ name }) => name) : []
    const taken = new Set([...views, ...TAKEN])
    expect(names.filter(name => taken.has(name))).toEqual([])
  })

  it('has no column with the name of what --by adds', () => {
    expect(names).not.toContain('count')
  })

  it('sums nothing that a row has several of', () => {
    expect(view.columns.filter(({ sum, each }) => sum && each)).toEqual([])
  })

  it('has names that a filter reads as one word, in lower case', () => {
    expect(names.filter(name => !/^[a-z][a-z0-9_.]*$/.test(name))).toEqual([])
    expect(names.filter(name => /^(and|or|not)$/.test(name))).toEqual([])
  })

  it('shows, gives and sorts by columns that it has', () => {
    const want = wanted({ protos: new Set(['tcp', 'unix']), extended: true, timer: true })
    const used = [
      ...view.shown(want),
      ...view.asked(want),
      ...view.whole(want),
      ...view.order(keys),
      ...view.ends,
      ...view.columns.flatMap(({ parts }) => parts ?? []),
    ]
    expect(used.filter(key => !keys.has(key))).toEqual([])
  })

  it('says what each column is', () => {
    expect(view.columns.filter(({ help }) => help === '').map(({ key }) => key)).toEqual([])
  })
})

it('a short name means one column in the whole command', () => {
  const meanings = new Map<string, Set<string>>()
  for (const { columns } of VIEWS) {
    for (const { key, short } of columns) {
      if (short !== undefined) meanings.set(short, (meanings.get(short) ?? new Set()).add(key))
    }
  }
  expect([...meanings].filter(([, found]) => found.size > 1)).toEqual([])
})

describe('the columns of events', () => {
  const keys = EVENT_COLUMNS.map(({ key }) => key)
  const names = EVENT_COLUMNS.flatMap(({ key, short }) => [key, ...(short ? [short] : [])])

  it('are those of sockets and two more, with names of their own', () => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    expect(names.filter(name => TAKEN.includes(name))).toEqual([])
  })

  it('are what its lines show and give', () => {
    const want = wanted()
    const used = [...eventData(want), ...eventText(want)].map(({ key }) => key)
    expect([...used, ...EVENT_ENDS].filter(key => !keys.includes(key))).toEqual([])
    expect(
      eventData(wanted({ owners: false })).filter(({ key }) => key.startsWith('owners')),
    ).toEqual([])
  })
})
