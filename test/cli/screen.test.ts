import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'

const ARTICLE = ['--root', 'fixtures/hosts/article']
const ESC = '\x1b'
const isColored = async (
  argv: readonly string[],
  sink: number | 'pipe',
  env: object,
): Promise<boolean> =>
  (await run([...ARTICLE, '-l', ...argv], sink, { env: { ...env } })).out.includes(ESC)

describe('colour', () => {
  it.each([
    ['on a terminal', 80, {}, true],
    ['in a pipe', 'pipe', {}, false],
    // no-color.org: when present and not an empty string, regardless of its value
    ['NO_COLOR=1', 80, { NO_COLOR: '1' }, false],
    ['NO_COLOR=0', 80, { NO_COLOR: '0' }, false],
    ['an empty NO_COLOR', 80, { NO_COLOR: '' }, true],
    // force-color.org: when present and not an empty string, regardless of what the output is
    ['FORCE_COLOR in a pipe', 'pipe', { FORCE_COLOR: '1' }, true],
    ['an empty FORCE_COLOR in a pipe', 'pipe', { FORCE_COLOR: '' }, false],
    // Node's own rule for both, and for 0
    ['FORCE_COLOR and NO_COLOR', 80, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', 80, { FORCE_COLOR: '0' }, false],
    ['TERM=dumb', 80, { TERM: 'dumb' }, false],
    ['TERM=xterm', 80, { TERM: 'xterm-256color' }, true],
    ['FORCE_COLOR and TERM=dumb', 80, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ] as const)('with --color auto, %s (%s, %j): %s', async (_, sink, env, colored) => {
    expect(await isColored(['--table'], sink, env)).toBe(colored)
    expect(await isColored(['--table', '--color', 'auto'], sink, env)).toBe(colored)
  })

  it.each([
    ['always', 'pipe', {}, true],
    ['always', 80, { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['never', 80, {}, false],
    ['never', 80, { FORCE_COLOR: '3' }, false],
  ] as const)('--color %s beats the environment (%s, %j)', async (when, sink, env, colored) => {
    expect(await isColored(['--table', '--color', when], sink, env)).toBe(colored)
  })

  it.each(['--plain', '--json', '--ndjson', '--csv'])(
    '%s has none, even where it is forced',
    async format => {
      expect(await isColored([format, '--color', 'always'], 80, { FORCE_COLOR: '1' })).toBe(false)
    },
  )

  // SGR 34 is blue, 31 red, 33 yellow, 1 bold
  it.each([
    ['loopback', 34, '127.0.0.53:53'],
    ['IPv6 loopback', 34, '[::1]:4369'],
    ['private', 34, '192.168.122.10:68'],
    ['link-local', 34, '[fe80::5054:ff:fe8a:2b4c]:546'],
    ['any', 31, '0.0.0.0:22'],
    ['IPv6 any', 31, '[::]:22'],
    ['public', 31, '158.69.158.251:8080'],
    ['a scope from elsewhere', 31, 'public'],
    ['a scope from here', 34, 'loopback'],
    ['a queue', 33, '3'],
    ['a header', 1, 'Proto'],
  ])('shows %s with SGR %i: %s', async (_, sgr, text) => {
    const { out } = await run([...ARTICLE, '-l'], 120)
    expect(out).toContain(`${ESC}[${sgr}m${text}${ESC}[`)
  })

  it('of a connection says where its peer is, and warns of bytes that wait', async () => {
    const { out } = await run([...ARTICLE, '-t'], 160)
    expect(out).toContain(`${ESC}[31m81.2.69.142:60210${ESC}[39m`)
    expect(out).toContain(`${ESC}[34m203.0.113.7:51514${ESC}[39m`)
    expect(out).toContain(`${ESC}[33m36${ESC}[39m`)
  })

  it('is never alone: from 100 columns on a word says the same', async () => {
    for (const width of [100, 160])
      expect((await run([...ARTICLE, '-l'], width)).out).toContain('Scope')
  })
})

const widest = (text: string): number => Math.max(...text.split('\n').map(line => [...line].length))

describe('the width', () => {
  it.each([
    ["the terminal's own", 70, {}, 70],
    ['COLUMNS, before that', 200, { COLUMNS: '60' }, 60],
    ['COLUMNS for a table in a pipe', 'pipe', { COLUMNS: '50' }, 50],
    ['not COLUMNS that is no number', 70, { COLUMNS: 'many' }, 70],
    ['not COLUMNS that is zero', 70, { COLUMNS: '0' }, 70],
    ['not COLUMNS that is negative', 70, { COLUMNS: '-5' }, 70],
    ['not COLUMNS that is empty', 70, { COLUMNS: '' }, 70],
  ] as const)('is %s', async (_, sink, env, width) => {
    // the command lines are longer than any of these widths, so that the table fills it
    const { out } = await run([...ARTICLE, '-l', '--table', '--color', 'never'], sink, { env })
    expect(widest(out)).toBe(width)
  })

  it.each([
    ['with -W', ['-W'], 80],
    ['for a table in a pipe', ['--table'], 'pipe'],
  ] as const)('has no limit %s', async (_, argv, sink) => {
    const { out } = await run([...ARTICLE, '-l', '--color', 'never', ...argv], sink)
    expect(widest(out)).toBeGreaterThan(900)
    expect(out).not.toContain('…')
  })
})

describe('the format', () => {
  it('is the table with its footer on a terminal, and plain without it in a pipe', async () => {
    const table = await run([...ARTICLE, '-l', '--color', 'never'], 120)
    const plain = await run([...ARTICLE, '-l'])
    expect(table.out).toMatch(/\n19 listening, 8 of them reachable from elsewhere\n$/)
    expect(plain.out).not.toContain('reachable')
    expect(plain.out).toBe((await run([...ARTICLE, '-l', '--plain'], 120)).out)
  })
})
