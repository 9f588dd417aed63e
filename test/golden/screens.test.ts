import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { openTmux, whyNoTmux, type Tmux } from '../helpers/tmux.ts'

const SOURCE = new URL('../../src/cli/binary.ts', import.meta.url).pathname
const ROWS = 16
/** Long enough to press a key while a mark is on the screen; on a machine that is too busy for that, again. */
const INTERVAL = 3

const why = whyNoTmux()

/** A captured host that changes. */
const hostOf = () => {
  const tree = mkdtempSync(join(tmpdir(), 'tsnetstat-screen-'))
  cpSync('fixtures/hosts/article', tree, { recursive: true, verbatimSymlinks: true })
  const file = join(tree, 'proc/net/tcp')
  return {
    tree,
    /** at once: the resolver's listener goes, sshd's has connections waiting, and pid 441 listens on 8000 */
    change: () => {
      symlinkSync('socket:[16999]', join(tree, 'proc/441/fd/99'))
      const lines = readFileSync(file, 'utf8').split('\n')
      const sshd = lines[2]!
      const added = sshd.replace('1: 00000000:0016', '9: 0100007F:1F40').replace('16010', '16999')
      lines[2] = sshd.replace('00000000:00000000 00', '00000000:00000005 00')
      lines.splice(1, 1, added)
      writeFileSync(`${file}.new`, lines.join('\n'))
      renameSync(`${file}.new`, file)
    },
    remove: () => rmSync(tree, { recursive: true }),
  }
}

/** Screens with their names; of the clock, which stands on the last line of ours, only that it is there. */
const album = (term: Tmux) => {
  const pages: string[] = []
  return {
    add: async (name: string) => {
      const text = (await term.settled()).replace(/^\d\d:\d\d:\d\d /m, 'HH:MM:SS ')
      pages.push(`=== ${name}; cursor shown, other screen: ${term.flags()}\n${text}`)
    },
    text: () => pages.join(''),
  }
}

/** The status stands on the last line of a screen of so many. */
const lowAt = (rows: number): RegExp => new RegExp(`(?<![^])(.*\\n){${rows - 1}}\\d\\d:\\d\\d:\\d\\d `)

const tour = async (term: Tmux, columns: number, { tree, change }: ReturnType<typeof hostOf>) => {
  const { add, text } = album(term)
  await term.until(/\$/)
  // what stood there before is to be there again
  term.type('clear; echo before')
  await term.until(/^before\n/m)
  const command = `'${process.execPath}' --import tsx '${SOURCE}' -lt -c ${INTERVAL} --root '${tree}'`
  term.type(`clear; echo before; R() { ${command}; }; R 2>&1; echo ended $?`)
  const step = async (name: string, keys: readonly string[], until: RegExp) => {
    if (keys.length > 0) term.keys(...keys)
    await term.until(until)
    await add(name)
  }
  await step('first look', [], /^\d\d:\d\d:\d\d every/m)
  change()
  await term.until(/^\+[^]*^\d\d:\d\d:\d\d every/m)
  await step('new, gone and changed; paused', ['Space'], /PAUSED/)
  const marked = term.colours()
  await step('sorted by the first column, down', ['s', 'r'], /by \S+ down/)
  await step('by the second', ['s'], /by local down/)
  await step('scrolled', ['r', 'Down', 'Down'], /from 3 of/)
  await step('to the end', ['End'], /from (?!3 )\d+ of/)
  term.resize(60, 8)
  await term.until(lowAt(8))
  await step('smaller, on top', ['Home'], /(?<![^])(?![^]*from \d)[^]*PAUSED/)
  term.resize(columns, ROWS)
  await term.until(lowAt(ROWS))
  await add('as it was')
  await step('going on', ['Space'], /^\d\d:\d\d:\d\d every/m)
  // marks are there for one look
  await term.until(/(?<![^])(?![^]*^[-+~] )[^]*^\d\d:\d\d:\d\d every/m)
  await add('the next look')
  await step('left', ['q'], /^ended 0/m)
  return { text: text(), marked }
}

describe.skipIf(why !== '').concurrent(`golden screens of -c${why}`, () => {
  it.for([40, 80, 120, 200])('of %i columns', { timeout: 60_000, retry: 2 }, async (columns, { expect }) => {
    const host = hostOf()
    const term = openTmux(`env PS1='$ ' TZ=UTC TERM=screen-256color sh`, columns, ROWS)
    try {
      const { text, marked } = await tour(term, columns, host)
      await expect(text).toMatchFileSnapshot(`screens/listening-${columns}.txt`)
      // what is new is green, what is gone dim, beside their signs
      expect(marked).toMatch(/\\e\[32m(\\e\[49m)?\+/)
      expect(marked).toMatch(/\\e\[(0;)?2m(\\e\[\d9m)*-/)
    } finally {
      term.end()
      host.remove()
    }
  })
})
