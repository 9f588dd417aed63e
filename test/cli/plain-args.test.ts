import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { parseArgs } from '../../src/cli/args.ts'
import { optionsOf, type Options } from '../../src/cli/options-of.ts'
import { OPTIONS } from '../../src/cli/options.ts'
import { parsePlainly } from '../../src/cli/plain-args.ts'
import { caseCount, Random, seedOf } from '../fuzz/random.ts'

const VIEWS = ['sockets', 'softnet', 'path', 'routes', 'interfaces', 'groups', 'statistics']

/** What becomes of a command line; an error is its message. */
const outcome = (make: () => unknown): unknown => {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { refused: error.message }
  }
}

const spellings = OPTIONS.flatMap(({ flags }) => flags.replace(/ <.*/, '').split(', '))
const letters = spellings.filter(word => word.length === 2).map(word => word[1]!)
const OTHERS =
  'sockets softnet path kill events :22 state = listen pid 7 process ~ -bash 2 --limit=3 ' +
  '--columns=pid,local --color=always --color=pink --limit=x --json=1 - -- -h --help -V -Z --nope -Ainet'
const WORDS = [...spellings, ...OTHERS.split(' '), '']

describe('a command line taken apart at once', () => {
  const CASES = caseCount(5_000)
  const SEED = seedOf(20261123)

  it(`means what commander makes of it: ${CASES} of them (seed ${SEED})`, () => {
    const random = new Random(SEED)
    let plain = 0
    for (let i = 0; i < CASES; i++) {
      const argv = Array.from({ length: random.int(6) }, () =>
        random.int(4) === 0
          ? `-${Array.from({ length: 1 + random.int(4) }, () => random.pick(letters)).join('')}`
          : random.pick(WORDS),
      )
      const parsed = outcome(() => parsePlainly(argv))
      if (parsed === null) continue
      plain++
      const whole = outcome(() => parseArgs(argv, VIEWS))
      const quick =
        parsed !== null && typeof parsed === 'object' && 'flags' in parsed
          ? outcome(() => optionsOf(parsed as Parameters<typeof optionsOf>[0], VIEWS))
          : parsed
      expect([argv, quick]).toEqual([argv, whole])
    }
    // most of what chance writes is wrong, and commander's to say
    expect(plain).toBeGreaterThan(CASES / 20)
  })

  it.each([
    [['-tulpn']],
    [['-l', ':22']],
    [['-a', '--json', '--columns', 'pid,local']],
    [['-A', 'inet,unix', '-x']],
    [['softnet', '-c', '2']],
    [['process', '=', '-bash']],
    [['--color=never', '--limit=5', '--no-owners', 'state', 'listen']],
  ])('%j needs no commander', argv => {
    const parsed = parsePlainly(argv)
    expect(parsed).not.toBeNull()
    expect(optionsOf(parsed!, VIEWS)).toEqual(parseArgs(argv, VIEWS) as Options)
  })

  it.each([
    [['--help']],
    [['-V']],
    [['--colour']],
    [['--limit']],
    [['--json', '--csv']],
    [['-Ainet']],
  ])('%j is for commander', argv => expect(parsePlainly(argv)).toBeNull())
})
