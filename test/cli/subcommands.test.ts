import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts'
import { run } from '../helpers/run.ts'
import { optionsOf } from './options.ts'

const refusalOf = (...argv: string[]): string => {
  try {
    optionsOf(...argv)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'accepted'
}

describe('options', () => {
  it.each(['--force', '--dry-run'])('%s is for kill alone', flag => {
    for (const argv of [[flag], ['-l', flag], ['softnet', flag], ['events', flag]]) {
      expect(refusalOf(...argv)).toBe(`${flag} is for kill alone`)
    }
    expect(refusalOf('kill', ':80', flag)).toBe('accepted')
  })

  it.each([
    ['-l', '--listening has no meaning for events'],
    ['-a', '--all has no meaning for events'],
    ['-x', '--unix has no meaning for events'],
    ['-m', '--memory has no meaning for events'],
    ['--sort=pid', '--sort has no meaning for events'],
    ['--source=netlink', '--source has no meaning for events'],
    ['--json', 'events come one by one: --ndjson, not --json'],
    ['--csv', 'events come one by one: --ndjson, not --csv'],
  ])('%s: %s', (flag, message) => {
    expect(refusalOf('events', flag)).toBe(message)
    expect(refusalOf(flag, 'events')).toBe(message)
  })

  it.each([
    '-t',
    '-u',
    '-4',
    '-6',
    '-n',
    '-p',
    '-v',
    '-W',
    '--ndjson',
    '--plain',
    '--no-owners',
    '--no-header',
    '--limit=1',
    '--color=never',
  ])('events takes %s', flag => expect(refusalOf('events', flag, ':80')).toBe('accepted'))

  it.each([
    [['kill'], /^kill needs a filter/],
    [['kill', ' ', '--force'], /^kill needs a filter/],
    [['kill', '-x', ':80'], /unix/],
    [['kill', '-A', 'all', ':80'], /unix/],
    [['kill', ':80', '--source', 'proc'], /^kill needs the source netlink$/],
    [['kill', ':80', '--interval', '2'], /^--interval has no meaning for kill$/],
    [['wait'], /^wait needs a filter/],
    [['wait', ':80', '--json'], /^--json has no meaning for wait$/],
    [['wait', ':80', '--timeout', 'soon'], /number of seconds/],
    [['-l', '--timeout', '2'], /^--timeout is for wait alone$/],
    [['kill', ':80', '--gone'], /^--gone is for wait alone$/],
    [['wait', ':80', '--force'], /^--force is for kill alone$/],
  ])('%j is refused: %s', (argv, message) => expect(refusalOf(...argv)).toMatch(message))
})

describe('the sockets meant', () => {
  const meant = (...argv: string[]) => {
    const { want } = optionsOf(...argv)
    return [[...want.protos].join(), [...want.families].join(), want.rows]
  }

  it.each([
    [['events'], ['tcp,udp', 'inet,inet6', 'all']],
    [
      ['events', '-t6'],
      ['tcp', 'inet6', 'all'],
    ],
    [
      ['kill', ':1'],
      ['tcp,udp', 'inet,inet6', 'all'],
    ],
    [
      ['kill', ':1', '-l'],
      ['tcp,udp', 'inet,inet6', 'listening'],
    ],
    [
      ['kill', ':1', '-a'],
      ['tcp,udp', 'inet,inet6', 'all'],
    ],
    [
      ['kill', ':1', '-u4'],
      ['udp', 'inet', 'all'],
    ],
    [
      ['kill', ':1', '-A', 'inet'],
      ['tcp,udp', 'inet', 'all'],
    ],
    [
      ['wait', ':1'],
      ['tcp,udp,raw', 'inet,inet6', 'all'],
    ],
    [
      ['wait', ':1', '-lt4'],
      ['tcp', 'inet', 'listening'],
    ],
    [
      ['kill', ':1', '-w'],
      ['raw', 'inet,inet6', 'all'],
    ],
  ])('by %j are %j', (argv, expected) => expect(meant(...argv)).toEqual(expected))

  it.each([
    [['events', ':80'], 'events', [':80']],
    [['kill', 'state', '=', 'listen'], 'kill', ['state', '=', 'listen']],
    // a command's name is one at the front only
    [['comm', '=', 'events'], null, ['comm', '=', 'events']],
  ])('%j is the subcommand and its filter', (argv, subcommand, filter) => {
    expect(optionsOf(...argv)).toMatchObject({ subcommand, filter })
  })
})

it.each([
  ['evnts', 'no view "evnts"; did you mean events?'],
  ['kil', 'no view "kil"; did you mean kill?'],
  ['zzzzzz', '; commands: events kill wait'],
])('a mistyped %s gets a hint: %s', (word, message) => {
  expect(refusalOf(word)).toContain(message)
})

it('the help has every command, what it takes and what it does', async () => {
  const { out } = await run(['--help'])
  const section = /\nCommands:\n([^]*?)\n\n/.exec(out)?.[1]
  for (const { usage, summary } of SUBCOMMANDS)
    expect(section).toContain(`${usage}\n      ${summary}`)
})

describe('without a kernel to ask', () => {
  const root = ['--root', 'fixtures/hosts/article']

  it.each([[['events']], [['kill', ':22', '--force']]])('%j says so and exits 1', async argv => {
    const { code, out, err } = await run([...argv, ...root])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^tsnetstat: .*a captured tree has no kernel to ask\n$/)
  })
})

it('kill without a terminal needs --force or --dry-run, and reads nothing before', async () => {
  const { code, out, err } = await run(['kill', ':22', '--root', 'fixtures/hosts/article'])
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(
    'tsnetstat: kill asks on a terminal, and there is none: --force destroys without asking, --dry-run only lists\n',
  )
})
