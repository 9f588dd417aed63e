import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { signalled } from '../helpers/io.ts'
import { run } from '../helpers/run.ts'

const HOSTS = 'fixtures/hosts'
const at = (host: string): string[] => ['--root', `${HOSTS}/${host}`]

const made: string[] = []
afterAll(() => made.forEach(folder => rmSync(folder, { recursive: true })))

/** A host that consists of these files of proc/net. */
const hostOf = (files: { readonly [name: string]: string }): string[] => {
  const root = mkdtempSync(join(tmpdir(), 'tsnetstat-main-'))
  made.push(root)
  for (const [name, text] of Object.entries({
    '../../sys/kernel/cpu_byteorder': 'little\n',
    ...files,
  })) {
    const path = join(root, 'proc/net', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return ['--root', root]
}

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
/** A listener on 0.0.0.0 as tcp4_seq_show() prints it. */
const listener = (port: number): string =>
  `   0: 00000000:${port.toString(16).padStart(4, '0').toUpperCase()} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 100 0 0 10 0\n`

describe('the exit code', () => {
  it.each([
    ['rows were shown', 0, [...at('article'), '-l']],
    ['there are no rows', 0, [...at('empty'), '-a']],
    ['no row passes the filter', 0, [...at('article'), ':1']],
    ['nothing but help was asked for', 0, ['--help']],
    ['a line could not be read', 1, [...at('hostile'), '-t']],
    ['no file could be read', 1, [...hostOf({ unix: '' }), '-t']],
    ['the option does not exist', 2, ['--bogus']],
    ['the column does not exist', 2, [...at('article'), '--columns', 'bogus']],
    ['the filter does not parse', 2, [...at('article'), 'recv_q', '>']],
    ['the root has no proc', 2, ['--root', '/dev/null']],
  ])('where %s is %i', async (_, code, argv) => {
    const got = await run(argv)
    expect([got.code, got.err === '']).toEqual([code, code === 0])
    if (code === 2) expect(got.out).toBe('')
  })
})

describe('a broken line', () => {
  const root = hostOf({ tcp: `${HEADER}${listener(22)}   1: ZZ00007F:0016 x\n${listener(80)}` })

  it('costs itself alone, and is told with its file and line', async () => {
    const { code, out, err } = await run([...root, '-lt', '--no-header', '--columns', 'local'])
    expect([code, out]).toEqual([1, '0.0.0.0:22\n0.0.0.0:80\n'])
    expect(err).toMatch(/^tsnetstat: net\/tcp:3: .*"ZZ00007F"\n$/)
  })

  it('stands among the warnings of JSON, and nowhere else', async () => {
    const { code, out, err } = await run([...root, '-lt', '--json'])
    const { sockets, warnings } = JSON.parse(out)
    expect([code, err, sockets.length]).toEqual([1, '', 2])
    expect(warnings).toEqual([{ at: 'net/tcp:3', message: expect.stringContaining('ZZ00007F') }])
  })

  it.each(['--ndjson', '--csv'])(
    'is told on stderr with %s, which has no place for it',
    async format => {
      const { code, err } = await run([...root, '-lt', format])
      expect([code, err]).toEqual([1, expect.stringContaining('net/tcp:3:')])
    },
  )

  it('of a hostile file is told for each of its lines, and shown harmless', async () => {
    // the table in fixtures/hosts/hostile/HOST.md
    const broken = [14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 30, 31, 33]
    const { out } = await run([...at('hostile'), '-ta4', '--json'])
    expect(JSON.parse(out).warnings.map((warning: { at: string }) => warning.at)).toEqual(
      broken.map(line => `net/tcp:${line}`),
    )
    const { err } = await run([...at('hostile'), '-ta4'])
    expect(err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(err.split('\n').at(-2)).toBe(
      'tsnetstat: and 5 more; --json lists them all under warnings',
    )
  })
})

describe('a protocol that this kernel has not', () => {
  const root = hostOf({ tcp: HEADER + listener(22) })

  it('is told where it was named', async () => {
    const { code, err } = await run([...root, '-ltw'])
    expect([code, err]).toEqual([
      1,
      'tsnetstat: /proc/net/raw: not there: this kernel has no such sockets\n',
    ])
  })

  it('is passed over where it was not', async () => {
    expect(await run([...root, '-l'])).toMatchObject({ code: 0, err: '' })
  })
})

describe('a root without proc', () => {
  it.each([
    ['articl', 'article'],
    ['articel/', 'article'],
    ['kernel-2.6.23', 'kernel-2.6.32'],
  ])('%s gets %s suggested', async (typed, meant) => {
    const { code, err } = await run(at(typed))
    expect(code).toBe(2)
    expect(err).toBe(
      `tsnetstat: ${join(HOSTS, typed, 'proc')} cannot be read (ENOENT); did you mean ${HOSTS}/${meant}?\n`,
    )
  })

  it('that resembles nothing gets no suggestion', async () => {
    expect((await run(at('zzzzzzzzzzzzzzzzzzzzzzzzzzzzz'))).err).toMatch(
      /cannot be read \(ENOENT\)\n$/,
    )
  })
})

describe('an error while running', () => {
  const failing = (error: unknown) => ({
    out: () => {
      throw error
    },
  })

  it.each([['--help'], ['-l'], ['--json'], ['--csv']])(
    '%s ends with 0 and in silence where nobody reads',
    async flag => {
      const epipe = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
      expect(await run([...at('hostile'), flag], 'pipe', failing(epipe))).toEqual({
        code: 0,
        out: '',
        err: '',
      })
    },
  )

  it('of the system is one line', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
    })
    const { code, err } = await run([...at('article'), '-l'], 'pipe', failing(full))
    expect([code, err]).toEqual([1, 'tsnetstat: ENOSPC: no space left on device, write\n'])
  })

  it.each([
    ['an error', new TypeError('boom'), 'boom'],
    ['an error of several lines, with escapes', new Error('a\n\x1b[2Jb'), 'a\\u{a}\\u{1b}[2Jb'],
    ['something that is no error', 'a word', 'a word'],
  ])('that nobody expected, %s, is one line without a stack', async (_, error, shown) => {
    const { code, err } = await run([...at('article'), '-l'], 'pipe', failing(error))
    expect(code).toBe(1)
    expect(err).toMatch(/^tsnetstat: .*report.*\n$/)
    expect(err).toContain(shown)
    expect(err).not.toContain('.ts:')
  })
})

describe('the help', () => {
  it('has examples that all work', async () => {
    const { out } = await run(['--help'])
    const examples = out
      .split('\n')
      .flatMap(line => /^ {2}(tsnetstat.*?)(?: \||  |$)/.exec(line)?.[1] ?? [])
    expect(examples.length).toBeGreaterThan(4)
    for (const example of examples) {
      const words = execFileSync('sh', ['-c', `printf '%s\\0' ${example}`], { encoding: 'utf8' })
        .split('\0')
        .slice(1, -1)
      // a captured host has no kernel to ask, and there nothing comes to pass: of these commands it is
      // enough that they are understood
      const code = ['events', 'kill'].includes(words[0]!) ? 1 : 0
      const force = words[0] === 'kill' ? ['--force'] : []
      const host = /^(interfaces|statistics)$/.test(words[0]!) ? 'network-6.18' : 'article'
      const got = await run([...at(host), ...words, ...force], 'pipe', {
        catchStop: signalled,
      })
      expect([example, got.code]).toEqual([example, code])
    }
  })
})
