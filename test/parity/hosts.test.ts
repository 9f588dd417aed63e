import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { comparable } from './allowed.ts'
import { wordsOf } from './compare.ts'
import { HOST_LINES, WORD_LINES } from './lines.ts'
import { runNetstat, treeOf, whyNoNetstat, type Outcome } from './netstat.ts'

/** Name, captured host, and what is changed in it. */
type Case = readonly [name: string, host: string, change: string]

const HOSTS: readonly Case[] = [
  ...readdirSync('fixtures/hosts').map((host): Case => [host, host, '']),
  ['article without some files', 'article', 'cd proc/net; rm tcp udp6 udplite unix; mkdir sctp'],
  ['article without IPv4', 'article', 'cd proc/net; rm tcp udp udplite raw'],
  [
    'article with a file that leads nowhere',
    'article',
    'cd proc/net; rm udp raw6; ln -s udp udp; ln -s raw6 raw6',
  ],
  ['article with empty files', 'article', 'for file in proc/net/*; do : >$file; done'],
]

/** Two hosts answer for all how words are read. */
const linesOf = (name: string): readonly string[] =>
  name === 'article' || name === 'classic-hostile' ? [...HOST_LINES, ...WORD_LINES] : HOST_LINES

const why = whyNoNetstat()

describe.skipIf(why !== '')(`as netstat prints it, on captured hosts${why}`, () => {
  const folder = why === '' ? mkdtempSync(join(tmpdir(), 'tsnetstat-trees-')) : ''
  let trees: string[]
  let theirs: Outcome[][]

  beforeAll(() => {
    trees = HOSTS.map(([, host, change]) => treeOf(host, folder, change))
    theirs = runNetstat(
      HOSTS.map(([name], i) => ({ tree: trees[i]!, lines: linesOf(name).map(wordsOf) })),
    )
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is compared by more than 120 command lines', () =>
    expect(HOST_LINES.length).toBeGreaterThan(120))

  describe.each(HOSTS.map(([name, host], at) => [name, host, at] as const))(
    '%s',
    (name, host, at) => {
      it.each(linesOf(name).map((line, i) => [line, i] as const))('netstat %s', async (line, i) => {
        const argv = ['--root', trees[at]!, ...wordsOf(line)]
        const printed = await run(argv, 'pipe', { name: 'netstat' })
        const both = comparable(host, theirs[at]![i]!, printed)
        expect(both.ours).toEqual(both.theirs)
      })
    },
  )
})
