import { describe, expect, it } from 'vitest'
import { parseArgs } from '../../src/cli/args.ts'
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
