import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { parseArgs } from '../../src/cli/args.ts'
import { optionsOf } from './options.ts'

const refusalOf = (...argv: readonly string[]): string => {
  try {
    parseArgs(argv, ['sockets', 'softnet', 'path'])
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'accepted'
}

const rhythm = (...argv: readonly string[]) => {
  const { repeat, interval, count, want, filter, view } = optionsOf(...argv)
  return { repeat, interval, count, changes: want.changes, filter, view }
}

const ONCE = { repeat: false, interval: 1, count: null }

describe('how often', () => {
  it.each([
    [[], ONCE],
    [['-c'], { repeat: true, interval: 1, count: null }],
    [['--continuous'], { repeat: true }],
    [['-c', '2'], { repeat: true, interval: 2, filter: [] }],
    [['-c', '0.5'], { repeat: true, interval: 0.5 }],
    [['-tuc', '3'], { repeat: true, interval: 3, filter: [] }],
    [['-c', '--interval', '4'], { repeat: true, interval: 4 }],
    [['--interval', '4'], { repeat: true, interval: 4 }],
    [['--interval=2.5', '--count=3'], { repeat: true, interval: 2.5, count: 3 }],
    [['--count', '2'], { repeat: true, interval: 1, count: 2 }],
    [['softnet', '-c', '5'], { repeat: true, interval: 5, view: 'softnet', filter: [] }],
    [['-c', '5', 'softnet'], { repeat: true, interval: 5, view: 'softnet', filter: [] }],
    // the path looks twice in any case, and an interval says how far apart
    [['path'], { ...ONCE, changes: true }],
    [['path', '--interval', '3'], { repeat: false, interval: 3, changes: true }],
    [['path', '--totals'], { ...ONCE, changes: false }],
    [['path', '-c'], { repeat: true, changes: true }],
    [['path', '--count', '2'], { repeat: true, count: 2, changes: true }],
    [['path', '--totals', '--interval', '3'], { repeat: true, interval: 3, changes: false }],
    [['softnet'], { ...ONCE, changes: false }],
    [['softnet', '--interval', '3'], { repeat: true, interval: 3, changes: true }],
    [['softnet', '-c', '--totals'], { repeat: true, changes: false }],
  ])('%j', (argv, expected) => expect(rhythm(...argv)).toMatchObject(expected))
})

describe('a number is the interval only right behind a cluster that ends in c', () => {
  it.each([
    [
      ['-c', 'state', '=', 'listen'],
      ['state', '=', 'listen'],
    ],
    [['-ct', ':22'], [':22']],
    [['-c', ':22'], [':22']],
    [
      ['-c', 'recv_q', '>', '5'],
      ['recv_q', '>', '5'],
    ],
    [
      ['-t', 'local.port', '=', '22', '-c'],
      ['local.port', '=', '22'],
    ],
    [
      ['process', '=', '-c', '7'],
      ['process', '=', '-c', '7'],
    ],
  ])('%j', (argv, filter) => {
    expect(rhythm(...argv)).toMatchObject({ interval: 1, filter })
  })

  it('as netstat -c takes it, a second number is no interval', () => {
    expect(rhythm('-c', '2', '3')).toMatchObject({ interval: 2, filter: ['3'] })
  })
})

describe('refused is', () => {
  it.each([
    [['--interval', '0'], 'must be a number of seconds'],
    [['--interval', '-1'], 'must be a number of seconds'],
    [['--interval', 'soon'], 'must be a number of seconds'],
    [['--interval', '1e3'], 'must be a number of seconds'],
    [['--interval', '9999999'], 'must be a number of seconds'],
    [['-c', '0'], 'must be a number of seconds'],
    [['--interval'], "option '--interval <s>' argument missing"],
    [['--count', '0'], 'must be at least 1'],
    [['--count', '1.5'], 'must be a whole number'],
    [
      ['--totals'],
      '--totals is for softnet, path, interfaces, statistics; sockets has no such choice',
    ],
    [['softnet', '--fail-on-loss'], '--fail-on-loss is for path alone'],
    [['--fail-on-loss'], '--fail-on-loss is for path alone'],
    [['path', '--explain'], '--explain is for softnet alone'],
    [['--explain'], '--explain is for softnet alone'],
    [['path', '-l'], '--listening is about sockets; path has no such choice'],
    [['softnet', '-a'], '--all is about sockets; softnet has no such choice'],
    [['kill', ':22', '-c'], '--continuous has no meaning for kill'],
    [['kill', ':22', '--count', '2'], '--count has no meaning for kill'],
    [['events', '-c'], '--continuous has no meaning for events'],
    [['events', '--interval', '2'], '--interval has no meaning for events'],
    [['softnet', '--explain', '-c'], '--explain shows a line once'],
    [['softnet', '--explain', '--totals'], '--explain shows a line once'],
  ])('%j: %s', (argv, words) => expect(refusalOf(...argv)).toContain(words))

  it('nothing of path -a', () => expect(refusalOf('path', '-a')).toBe('accepted'))
})
