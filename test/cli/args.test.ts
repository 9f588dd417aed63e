import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { UsageError } from '../../src/base/errors.ts'
import { parseArgs, type Options } from '../../src/cli/args.ts'

const VIEWS = ['sockets', 'softnet']

const optionsOf = (argv: readonly string[]): Options => {
  const parsed = parseArgs(argv, VIEWS)
  if ('answer' in parsed) throw new Error('an answer, no options')
  return parsed
}

const answerOf = (argv: readonly string[]): string => {
  const parsed = parseArgs(argv, VIEWS)
  return 'answer' in parsed ? parsed.answer : ''
}

const refusalOf = (argv: readonly string[]): string => {
  try {
    parseArgs(argv, VIEWS)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'accepted'
}

describe('what a usage error says', () => {
  it.each([
    [['--colunms', 'pid'], "unknown option '--colunms'; did you mean --columns?"],
    [['--jsn'], "unknown option '--jsn'; did you mean --json?"],
    [['-tZ'], "unknown option '-Z'"],
    [['--json', '--csv'], "option '--csv' cannot be used with option '--json'"],
    [['--ndjson', '--table'], "option '--ndjson' cannot be used with option '--table'"],
    [['--sort'], "option '--sort <keys>' argument missing"],
    [['--color', 'mauve'], 'Allowed choices are auto, always, never.'],
    [['--source', 'prok'], 'no source "prok"; did you mean proc?'],
    [['sofnet'], 'no view "sofnet"; did you mean softnet?'],
    [['-l', 'socket'], 'no view "socket"; did you mean sockets?'],
    [['zzzzzz'], 'no view "zzzzzz"; views: sockets softnet'],
    [['help'], 'no view "help"; views: sockets softnet'],
    [['shrae'], 'no view "shrae"; did you mean share?'],
    [['-v', 'share', 'on'], 'share is a command, so it must be the first word'],
  ])('of %j: %s', (argv, message) => {
    const said = refusalOf(argv)
    const [one, other] = message.split(' cannot be used with option ')
    // which of the two is named first is not ours to say
    if (other !== undefined)
      expect([one, other].every(part => said.includes(part!.replace('option ', '')))).toBe(true)
    else expect(said).toContain(message)
    expect(said).not.toMatch(/\n|^error/)
  })

  it.each([['-1'], ['1.5'], ['abc'], [''], ['1e3'], ['0x10'], ['99999999999']])(
    'of --limit %j names the option and the rule',
    value => expect(refusalOf(['--limit', value])).toMatch(/--limit.*must be a whole number/),
  )

  it.each([
    '-t',
    '-u',
    '-w',
    '-x',
    '-U',
    '-4',
    '-6',
    '-Atcp',
    '-l',
    '-a',
    '-e',
    '-o',
    '-p',
    '--no-owners',
  ])('of %s with softnet: it is about sockets', flag => {
    for (const argv of [
      ['softnet', flag],
      [flag, 'softnet'],
    ])
      expect(refusalOf(argv)).toMatch(/^--[a-z0-9-]+ is about sockets; softnet has no such choice$/)
  })
})

describe('softnet', () => {
  it.each([
    ['-n'],
    ['-v'],
    ['-W'],
    ['--json'],
    ['--no-header'],
    ['--limit=1'],
    ['--sort=-dropped'],
  ])('takes %s', flag => expect(optionsOf(['softnet', flag]).view).toBe('softnet'))
})

describe('a view by its letter, as netstat has them', () => {
  it.each([
    [['-r'], 'routes'],
    [['-rn'], 'routes'],
    [['-rne', '-4'], 'routes'],
    [['--route'], 'routes'],
    [['-i'], 'interfaces'],
    [['-iae'], 'interfaces'],
    [['-ic', '2'], 'interfaces'],
    [['-g6'], 'groups'],
    [['-s'], 'statistics'],
    [['-stu6'], 'statistics'],
    [['-sa', 'name', '~', 'Retrans'], 'statistics'],
  ])('%j is %s', (argv, view) => expect(optionsOf(argv).view).toBe(view))

  it.each([
    [['-ri'], 'routes and interfaces were asked for: one view at a time'],
    [['softnet', '-s'], 'softnet and statistics were asked for: one view at a time'],
    [['-rl'], '--listening is about sockets; routes has no such choice'],
    [['-rt'], '--tcp is about sockets; routes has no such choice'],
    [['-it'], '--tcp is about sockets; interfaces has no such choice'],
    [['-gx'], '--unix is about sockets; groups has no such choice'],
    [['-sx'], '--unix is about sockets; statistics has no such choice'],
    [['-so'], '--timers is about sockets; statistics has no such choice'],
  ])('%j is refused', (argv, problem) => expect(refusalOf(argv)).toBe(problem))
})

describe('words that begin with a dash', () => {
  it.each([
    [
      ['process', '=', '-bash'],
      ['process', '=', '-bash'],
    ],
    [
      ['process', '!=', '--json'],
      ['process', '!=', '--json'],
    ],
    [
      ['recv_q', '>', '-1', 'and', 'comm', '~', '-l'],
      ['recv_q', '>', '-1', 'and', 'comm', '~', '-l'],
    ],
    [
      ['process=', '-bash'],
      ['process=', '-bash'],
    ],
    [
      ['--', 'process', '=', '-bash'],
      ['process', '=', '-bash'],
    ],
  ])('%j: after an operator they are its value', (argv, filter) => {
    expect(optionsOf(argv)).toEqual({ ...optionsOf([]), filter })
  })

  it('are options again after the value', () => {
    const { filter, want } = optionsOf(['process', '=', '-bash', '-l'])
    expect([filter, want.rows]).toEqual([['process', '=', '-bash'], 'listening'])
  })

  it.each([[['--sort', '-recv_q,pid']], [['--sort=-recv_q,pid']]])(
    '%j is a value of --sort',
    argv => {
      expect(optionsOf(argv).sort).toBe('-recv_q,pid')
    },
  )
})

describe('options', () => {
  it.each([
    [['--limit', '0'], { limit: 0 }],
    [['--limit=25'], { limit: 25 }],
    [[':22', '-l'], { filter: [':22'] }],
    [['sockets', ':22'], { view: 'sockets', filter: [':22'] }],
    [['--csv'], { format: 'csv' }],
    [[], { format: null, columns: null, sort: null, limit: null, root: '/', verbose: false }],
    [
      ['-W', '--no-header', '--color=never'],
      { screen: { color: 'never', header: false, wide: true } },
    ],
  ])('%j are %j', (argv, expected) => expect(optionsOf(argv)).toMatchObject(expected))
})

describe('an answer', () => {
  it.each([['-h'], ['--help'], ['-lh']])(
    'to %s is the help, examples first, within 80 columns',
    flag => {
      const help = answerOf([flag])
      expect(help.split('\n').filter(line => line.length > 80)).toEqual([])
      const places = ['  tsnetstat -l ', 'Usage: tsnetstat', 'Options:', 'Exit codes:'].map(text =>
        help.indexOf(text),
      )
      expect(places).toEqual([...places].sort((x, y) => x - y))
      expect(places).not.toContain(-1)
    },
  )

  it.each([['-V'], ['--version']])('to %s is the version', flag => {
    expect(answerOf([flag])).toBe(`tsnetstat ${packageJson.version}\n`)
  })
})
