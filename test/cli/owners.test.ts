import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'

// one listener whose owner cannot be seen from inside: 127.0.0.1:15001 (its HOST.md)
const ROOT = 'fixtures/hosts/container'
const ARGV = ['--root', ROOT, '-l']
const NOTE = /^note: 1 socket belongs to processes you may not look into; (.*) shows them\n$/s

/** The words a shell makes of a command line. */
const shellWords = (command: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)

describe('owners that may not be seen', () => {
  it('are told in one line, with the command that shows them', async () => {
    const { code, err } = await run(ARGV, 'pipe', {
      euid: 1000,
      command: ['/usr/local/bin/tsnetstat'],
    })
    expect(code).toBe(0)
    expect(err).toBe(
      'note: 1 socket belongs to processes you may not look into; ' +
        `sudo /usr/local/bin/tsnetstat --root ${ROOT} -l shows them\n`,
    )
  })

  it.each([
    ['blanks', ['/opt/my tools/node', '/opt/my tools/tsnetstat.js'], ['local.port = 15001']],
    ['quotes', ["/opt/o'brien/node"], ['not', 'user', '=', `it's "so"`]],
    ['what a shell expands', ['/opt/$HOME/`id`/*', '~/x;ls', '#', '(', ''], []],
    ['operators', ['/usr/bin/node'], ['recv_q', '>=', '0']],
    ['wide characters', ['/opt/日本/node'], []],
  ])('come with a command that a shell reads as it was: %s', async (_, command, filter) => {
    const { err } = await run([...ARGV, ...filter], 'pipe', { euid: 1000, command })
    expect(shellWords(NOTE.exec(err)![1]!)).toEqual(['sudo', ...command, ...ARGV, ...filter])
  })

  it.each(['--table', '--plain', '--csv', '--ndjson'])(
    'are told on stderr with %s',
    async format => {
      const { out, err } = await run([...ARGV, format], 'pipe', { euid: 1000 })
      expect(err).toMatch(NOTE)
      expect(out).not.toContain('note:')
    },
  )

  it('stand in access with --json, and not on stderr', async () => {
    const { out, err } = await run([...ARGV, '--json'], 'pipe', {
      euid: 1000,
      command: ['/bin/tsn'],
    })
    const { access, sockets } = JSON.parse(out)
    expect(err).toBe('')
    expect(access).toMatchObject({ euid: 1000, processes: 1, sockets_owner_unknown: 1 })
    expect(shellWords(access.hint)).toEqual(['sudo', '/bin/tsn', ...ARGV, '--json'])
    const owners = Object.fromEntries(
      sockets.map((row: { local: { port: number }; owners: unknown }) => [
        row.local.port,
        row.owners,
      ]),
    )
    expect(owners).toEqual({ 8080: [expect.objectContaining({ pid: 1, fds: [3] })], 15001: null })
  })

  it('get no command where root is asking already', async () => {
    const { err } = await run(ARGV, 'pipe', { euid: 0 })
    expect(err).toBe('note: 1 socket belongs to processes you may not look into\n')
    const { out } = await run([...ARGV, '--json'], 'pipe', { euid: 0 })
    expect(JSON.parse(out).access.hint).toBeNull()
  })

  it.each([
    ['no such socket is among the rows', [...ARGV, ':8080']],
    ['owners were not looked for', [...ARGV, '--no-owners']],
    ['the owners are not shown', [...ARGV, '--columns', 'local']],
  ])('need no word where %s', async (_, argv) => {
    expect(await run(argv, 'pipe', { euid: 1000 })).toMatchObject({ code: 0, err: '' })
  })

  it('are ? in text, where - would be none', async () => {
    const { out } = await run([
      '--root',
      ROOT,
      '-at',
      '--no-header',
      '--columns',
      'state,sport,pid',
    ])
    expect(
      out
        .split('\n')
        .map(line => line.split(/ +/))
        .slice(0, -1),
    ).toEqual(
      expect.arrayContaining([
        ['LISTEN', '15001', '?'],
        ['TIME_WAIT', '8080', '-'],
      ]),
    )
  })
})

describe('-v', () => {
  it('says on stderr which sources were used and how much they saw', async () => {
    const { out, err } = await run([...ARGV, '-v'], 'pipe', { euid: 1000 })
    expect(err).toMatch(/^source: sockets proc, owners proc$/m)
    expect(err).toMatch(
      /^access: euid 1000, processes 1, processes_denied 0, sockets_owner_unknown 1\b/m,
    )
    expect(out).toBe((await run(ARGV, 'pipe', { euid: 1000 })).out)
  })

  it('says that no owners were read where none were', async () => {
    const { err } = await run([...ARGV, '-v', '--no-owners'])
    expect(err).toContain('source: sockets proc, owners ?\n')
  })

  it('names the source of softnet', async () => {
    expect((await run(['--root', ROOT, 'softnet', '-v'])).err).toBe('source: softnet proc\n')
  })
})
