import { describe, expect, it } from 'vitest'
import { parseArgs } from '../../src/cli/args.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { COUNTERPARTS } from '../../src/cli/help-options.ts'
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts'
import { VIEWS } from '../../src/views/index.ts'
import { run } from '../helpers/run.ts'

const rows = Object.entries(COUNTERPARTS).flatMap(([tool, table]) =>
  table.map(({ theirs, here }) => [tool, theirs, here] as const),
)

describe('what help offers for the options of other tools', () => {
  it.each(rows.filter(([, , here]) => here !== ''))('%s %s: tsnetstat %s', async (_, __, here) => {
    const words = [...here.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!)
    if (SUBCOMMANDS.some(({ name }) => name === words[0])) {
      // a captured host has no kernel to ask
      const views = VIEWS.map(({ name }) => name)
      expect(parseArgs(words, views)).toMatchObject({ subcommand: words[0] })
      return
    }
    const { code, err } = await run([...words, '--root', 'fixtures/hosts/article'])
    // a captured host may lack the files; but the words are known
    expect(code).not.toBe(2)
    expect(code).not.toBe(3)
    expect(err).not.toMatch(/usage|fault of its own/)
  })

  it('fits into 80 columns', async () => {
    const { out, code } = await run(['--help', 'options'])
    expect(code).toBe(0)
    expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
    for (const [tool, theirs] of rows) {
      expect(out).toMatch(new RegExp(`^  ${tool} `, 'm'))
      expect(out).toContain(`  ${theirs} `)
    }
  })
})

it('help itself is told with and without other options', async () => {
  for (const argv of [['--help'], ['-l', '-h'], ['--help', '-l']]) {
    expect((await run(argv)).out).toMatch(/^tsnetstat: every socket/)
  }
})

const topics = ['filter', 'columns', 'options', ...VIEWS.map(({ name }) => name)]

it.each(topics.map(topic => [topic]))('help on %s fits into 80 columns', async topic => {
  const { out, code } = await run(['--help', topic])
  expect([code, out.split('\n').filter(line => line.length > 80)]).toEqual([0, []])
})

it.each(VIEWS.map(view => [view.name, view] as const))(
  'help on %s says what it shows, and of every column what it holds',
  async (name, { summary, columns }) => {
    const { out } = await run(['--help', name])
    expect(out.startsWith(`tsnetstat ${name}\n  ${summary}\n`)).toBe(true)
    const words = out.replaceAll(/\s+/g, ' ')
    for (const { key, short } of columns) {
      expect(words).toContain(` ${key}${short === undefined ? '' : `, ${short}`} `)
    }
    const heads = out
      .split('\n\n')[2]!
      .split('\n')
      .filter(line => /^ {2}\S/.test(line))
    expect(heads).toHaveLength(columns.length)
  },
)

it('help names every view and every command', async () => {
  const { out } = await run(['--help'])
  const words = out.replaceAll(/\s+/g, ' ')
  for (const { name, summary } of VIEWS) expect(words).toContain(` ${name} ${summary} `)
  for (const { usage, summary } of [...SUBCOMMANDS, ...COMMANDS.values()]) {
    expect(words).toContain(` ${usage} ${summary} `)
  }
})
