import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseArgs } from '../src/cli/args.ts'
import { hostFs } from '../src/base/fs.ts'
import { SUBCOMMANDS } from '../src/cli/subcommands.ts'
import { VIEWS } from '../src/views/index.ts'
import { drawn, lookTwice } from './helpers/pair.ts'
import { signalled } from './helpers/io.ts'
import { run } from './helpers/run.ts'
import { PICTURE, readmePicture } from './tools/picture.ts'

const readme = readFileSync('README.md', 'utf8')

/** Views of what the article's host did not keep. */
const TABLES = /^(routes|interfaces|groups|statistics|-[rigs])\b/

/** The words of a command line, of which some stand in quotes. */
const wordsOf = (args: string): string[] =>
  [...args.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!)

const outputs = [...readme.matchAll(/^\$ tsnetstat (.*)\n([^`]*)```/gm)]
  .map(([, args = '', shown]) => [args, shown] as const)
  // its host was captured twice
  .filter(([args]) => args !== 'path')

it('the README shows ten tasks with their output', () => {
  const [, tasks = ''] = /^## Ten tasks\n([^]*?)^## /m.exec(readme)!
  expect(tasks.match(/^### \d+\. .*/gm)).toHaveLength(10)
  expect(tasks.match(/^```\n\$ (sudo )?tsnetstat /gm)).toHaveLength(10)
  // the ninth is path, and the tenth share: test/share/command.test.ts
  expect(outputs).toHaveLength(8)
})

it.each(outputs)(
  'the README shows what a terminal of 80 columns gets: tsnetstat %s',
  async (args, shown) => {
    const argv = [...wordsOf(args), '--color', 'never', '--root', 'fixtures/hosts/article']
    expect((await run(argv, 80)).out).toBe(shown)
  },
)

it('the README shows the picture that the golden output makes: npm run picture', () => {
  const [, file] = /!\[[^\]]*\]\((.*)\)/.exec(readme)!
  expect(file).toBe(relative('.', PICTURE))
  expect(readFileSync(PICTURE, 'utf8')).toBe(readmePicture())
})

it('the README shows the path that a terminal of 80 columns gets of a captured host', async () => {
  const shown = /\$ tsnetstat path\n([^`]*)```/.exec(readme)?.[1]
  const [before, after] = ['path-before', 'path-after'].map(name =>
    hostFs(`fixtures/hosts/${name}`),
  )
  expect(shown).toBe(await drawn(lookTwice(['path'], [before!, after!], 0.5), 80))
})

describe('the commands in the README', () => {
  // what stands in backquotes or in a sh block, up to a pipe; `\|` is the pipe of a table
  const commands = [...readme.matchAll(/(?:^|`)tsnetstat ?([^`|\n\\]*)/gm)]
    .map(match => match[1]!.trim())
    .filter(args => !args.includes('/1'))
    // it changes the host: its words are tried in test/cli/share.test.ts
    .filter(args => !/^share\b/.test(args))
    // it is tried in each of the shells: test/e2e/completion.test.ts
    .filter(args => !/^completion\b/.test(args))
    // it reads no host: test/e2e/programs.test.ts
    .filter(args => args !== 'licenses')

  it('are many', () => expect(commands.length).toBeGreaterThan(15))

  it.each([...new Set(commands)])('tsnetstat %s', async args => {
    const words = wordsOf(args)
    if (SUBCOMMANDS.some(({ name }) => name === words[0])) {
      // a captured host has no kernel to ask
      const views = VIEWS.map(({ name }) => name)
      expect(parseArgs(words, views)).toMatchObject({ subcommand: words[0] })
      return
    }
    const host = TABLES.test(args) ? 'network-6.18' : 'article'
    const { code, err } = await run([...words, '--root', `fixtures/hosts/${host}`], 'pipe', {
      catchStop: signalled,
    })
    // a captured tree has no kernel that could tell
    expect([code, err.replace(/^note: \/proc knows neither.*\n/, '')]).toEqual([0, ''])
  })
})

it('the README names every view and every command', () => {
  for (const { name } of VIEWS) expect(readme).toContain(name)
  for (const { name } of SUBCOMMANDS) expect(readme).toContain(`tsnetstat ${name}`)
})
