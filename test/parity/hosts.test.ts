import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { comparable } from './allowed.ts'
import { LINES } from './lines.ts'
import { runNetstat, treeOf, whyNoNetstat, type Outcome } from './netstat.ts'

const HOSTS = readdirSync('fixtures/hosts').sort()

const why = whyNoNetstat()

const wordsOf = (line: string): string[] => line.split(' ').filter(word => word !== '')

describe.skipIf(why !== '')(`as netstat prints it, on captured hosts${why}`, () => {
  const folder = why === '' ? mkdtempSync(join(tmpdir(), 'tsnetstat-trees-')) : ''
  let trees: string[]
  let theirs: Outcome[][]

  beforeAll(() => {
    trees = HOSTS.map(host => treeOf(host, folder))
    theirs = runNetstat(trees, LINES.map(wordsOf))
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is compared by more than 120 command lines', () => expect(LINES.length).toBeGreaterThan(120))

  describe.each(HOSTS)('%s', host => {
    it.each(LINES.map((line, i) => [line, i] as const))('netstat %s', async (line, i) => {
      const at = HOSTS.indexOf(host)
      const argv = ['--root', trees[at]!, ...wordsOf(line)]
      const printed = await run(argv, 'pipe', { name: 'netstat' })
      const both = comparable(host, theirs[at]![i]!, printed)
      expect(both.ours).toEqual(both.theirs)
    })
  })
})
