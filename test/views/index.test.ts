import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { VIEWS } from '../../src/views/index.ts'
import { wanted } from '../sources/hosts.ts'

// those that are planned are kept free
const SUBCOMMANDS = [...COMMANDS.keys(), 'events', 'kill', 'wait', 'completion']

it('no two views have one name, and none that of a command', () => {
  const names = VIEWS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter(name => SUBCOMMANDS.includes(name))).toEqual([])
})

describe.each(VIEWS.map(view => [view.name, view] as const))('%s', (_, view) => {
  const names = view.columns.flatMap(({ key, short }) =>
    short === undefined ? [key] : [key, short],
  )
  const keys = new Set(view.columns.map(({ key }) => key))

  it('has one column to a key or short name', () => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  it('has no key or short name that is a view or a subcommand', () => {
    const taken = new Set([...VIEWS.map(({ name }) => name), ...SUBCOMMANDS])
    expect(names.filter(name => taken.has(name))).toEqual([])
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
      ...view.ports,
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
