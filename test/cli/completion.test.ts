import { describe, expect, it } from 'vitest'
import { candidatesOf } from '../../src/cli/candidates.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { OPTIONS } from '../../src/cli/options.ts'
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts'
import { VIEWS } from '../../src/views/index.ts'
import { run } from '../helpers/run.ts'

const live = { ports: () => [22, 8080], processes: () => ['nginx', 'node'] }
const wordsFor = (...words: string[]): string[] => candidatesOf(words, live).map(([word]) => word)

describe('completions', () => {
  it('offer every option', () => {
    const all = OPTIONS.flatMap(({ flags }) => flags.split(' <')[0]!.split(', '))
    expect(wordsFor('-')).toEqual(expect.arrayContaining(all))
  })

  it('offer every view and command first, and not twice', () => {
    const words = [...VIEWS.map(({ name }) => name), ...SUBCOMMANDS.map(({ name }) => name)]
    expect(wordsFor('')).toEqual(expect.arrayContaining([...words, ...COMMANDS.keys()]))
    expect(wordsFor('softnet', 'soft')).toEqual([])
  })

  it.each(VIEWS.map(view => [view.name, view] as const))(
    'offer the columns of %s, by their keys and short names',
    (name, { columns }) => {
      const keys = columns.flatMap(({ key, short }) => (short === undefined ? [key] : [key, short]))
      for (const option of ['--columns', '--sort', '--by']) {
        expect(wordsFor(name, option, '')).toEqual(keys)
      }
    },
  )

  it.each([
    ['an option', ['--expl'], ['--explain']],
    ['a view', ['sof'], ['softnet']],
    ['the second column of a list', ['--columns', 'pid,recv'], ['pid,recv_q']],
    ['a column to sort down by', ['--sort', '-recv'], ['-recv_q']],
    [
      'a column of the view that a letter names',
      ['-rn', '--by', 'destination.p'],
      ['destination.prefix'],
    ],
    ['a column in a filter', ['-l', 'recv'], ['recv_q']],
    ['a state', ['state', 'estab'], ['established']],
    ['a second state', ['-a', 'state', 'listen,time'], ['listen,time-wait']],
    ['a state to compare with', ['state', '=', 'syn-s'], ['syn-sent']],
    ['a source', ['--source', 'net'], ['netlink']],
    ['a family', ['-A', 'inet6,u_d'], ['inet6,u_dgr']],
    ['when to colour', ['--color', 'a'], ['auto', 'always']],
    ['a port that is listened on', ['-l', ':8'], [':8080']],
    ['a port behind an operator', ['sport', '=', ':'], [':22', ':8080']],
    ['a running process', ['process', '~', 'ng'], ['nginx']],
    ['what share takes', ['share', 'o'], ['on', 'off']],
    ['a topic of the help', ['--help', 'col'], ['columns']],
    ['nothing where only the user knows', ['--limit', ''], []],
  ])('offer %s', (_, words, expected) => expect(wordsFor(...words)).toEqual(expected))
})

it.each([
  [[], 'completion for what? It takes bash, zsh or fish'],
  [['bsh'], 'completion: no "bsh"; did you mean bash?'],
  [['tcsh'], 'completion: no "tcsh"; it takes bash, zsh or fish'],
  [['bash', 'now'], 'completion: no "now"; it takes bash, zsh or fish'],
])('completion %j is refused', async (words, message) => {
  const { code, err } = await run(['completion', ...words])
  expect([code, err]).toEqual([2, `tsnetstat: ${message}\n`])
})

it('asked for candidates, options are words like others', async () => {
  const { out, code } = await run(['completion', 'candidates', '--', '--classic', '--vers'])
  expect([out, code]).toEqual(['--version\tprint the version\n', 0])
})

it.each(['completion', 'licenses'])('%s --help says what it is for, in 80 columns', async name => {
  const { code, out } = await run([name, '--help'])
  expect([code, out.startsWith(`usage: tsnetstat ${name}`)]).toEqual([0, true])
  expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
})

it('licenses takes no words', async () => {
  const { code, err } = await run(['licenses', 'all'])
  expect([code, err]).toEqual([2, 'tsnetstat: licenses takes nothing more, got "all"\n'])
})
