import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bareCommand, NOBODY, nodeForNobody } from '../helpers/nobody.ts'
import { schemaErrors } from '../helpers/schema.ts'

// the built command as a child process, from a folder that any user may read
const isRoot = process.geteuid?.() === 0
let bare: ReturnType<typeof bareCommand>
let server: Server
let port = 0

beforeAll(async () => {
  bare = bareCommand()
  server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  bare.remove()
})

const tsnetstat = (args: readonly string[], options: object = {}) =>
  spawnSync(process.execPath, [bare.bin, ...args], { encoding: 'utf8', ...options })

interface Row {
  readonly local: { readonly port: number }
  readonly owners:
    { readonly pid: number; readonly fds: number[]; readonly cmdline: string[] }[] | null
}
interface Document {
  readonly sockets: Row[]
  readonly access: { readonly hint: string | null; readonly sockets_owner_unknown: number }
}

describe('the built command', () => {
  it('works from /proc where koffi is not installed, and says so', () => {
    // the folder holds the bundle alone, without node_modules
    const { stdout, stderr, status } = tsnetstat(['-l', '--json', '-v', `:${port}`])
    expect(JSON.parse(stdout)).toMatchObject({ source: { sockets: 'proc' } })
    expect(stderr).toMatch(/^netlink: .*koffi/m)
    expect(status).toBe(0)
    const forced = tsnetstat(['-l', '--source', 'netlink'])
    expect([forced.stdout, forced.status]).toEqual(['', 1])
    expect(forced.stderr).toMatch(/^tsnetstat: netlink: .*koffi.*\n$/)
  })

  it('finds a listener of this process, with its descriptor and command line', () => {
    const { stdout, stderr, status } = tsnetstat(['-l', '--json', `:${port}`])
    const document = JSON.parse(stdout) as Document
    expect(schemaErrors(document)).toEqual([])
    expect(document.sockets).toHaveLength(1)
    const [owner] = document.sockets[0]!.owners!
    expect(owner).toMatchObject({ pid: process.pid })
    const links = execFileSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' })
    expect(links).toMatch(new RegExp(`\\b${owner!.fds[0]} -> socket:`))
    expect(owner!.cmdline.join(' ')).toContain('vitest')
    expect([stderr, status]).toEqual(['', 0])
  })

  it.each(['--table', '--plain', '--json', '--ndjson', '--csv'])(
    'writes no escape byte into a pipe with %s',
    format => {
      const { stdout, status } = tsnetstat(['-a', format], { env: { TERM: 'xterm-256color' } })
      expect(status).toBe(0)
      expect(stdout).toMatch(/\n$/)
      expect(stdout).not.toContain('\x1b')
    },
  )

  it('ends quietly with 0 when its reader has gone', () => {
    // the reader has left before the first byte, so that the write must meet EPIPE
    const script = 'set -o pipefail; { sleep 0.3; "$0" "$1" -a --csv; } | true'
    const { status, stderr, stdout } = spawnSync(
      'bash',
      ['-c', script, process.execPath, bare.bin],
      {
        encoding: 'utf8',
      },
    )
    expect([stdout, stderr, status]).toEqual(['', '', 0])
  })

  it('tells a full disk in one line and exits 1', () => {
    const { stderr, status } = tsnetstat(['-a'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    })
    expect(stderr).toMatch(/^tsnetstat: ENOSPC.*\n$/)
    expect(status).toBe(1)
  })

  it.each([
    [['--help'], 0, /^tsnetstat: every socket/],
    [['--version'], 0, /^tsnetstat \d+\.\d+\.\d+\n$/],
    [['--nope'], 2, /^$/],
  ] as const)('%j exits %i', (args, code, output) => {
    const { stdout, status } = tsnetstat(args)
    expect(stdout).toMatch(output)
    expect(status).toBe(code)
  })

  it('says in one line what to do where it was not built', () => {
    const empty = mkdtempSync(join(tmpdir(), 'tsnetstat-bare-'))
    cpSync('bin', join(empty, 'bin'), { recursive: true })
    const { stderr, status } = spawnSync(process.execPath, [join(empty, 'bin/tsnetstat.js')], {
      encoding: 'utf8',
    })
    rmSync(empty, { recursive: true })
    expect(stderr).toMatch(/^tsnetstat: not built yet.*npm ci.*\n$/)
    expect(status).toBe(1)
  })
})

const possible = isRoot && nodeForNobody()
const why = possible ? '' : ' (skipped: needs root, and a node that nobody may run)'

describe.skipIf(!possible)(`the built command as nobody${why}`, () => {
  const nobody = { uid: NOBODY, gid: NOBODY, cwd: '/' }

  it("shows null for the owner of root's listener, and says how to see it", () => {
    const { stdout, stderr, status } = tsnetstat(['-l', '--json', `:${port}`], nobody)
    const { sockets, access } = JSON.parse(stdout) as Document
    expect(sockets.map(({ owners }) => owners)).toEqual([null])
    expect(access).toMatchObject({ euid: NOBODY, sockets_owner_unknown: 1 })
    expect([stderr, status]).toEqual(['', 0])

    // the hint, without the sudo that this machine may lack, run by root
    const [sudo, ...words] = access.hint!.split(' ')
    expect(sudo).toBe('sudo')
    const root = execFileSync(words[0]!, words.slice(1), { encoding: 'utf8', env: {} })
    const [seen] = (JSON.parse(root) as Document).sockets
    expect(seen!.owners!.map(({ pid }) => pid)).toEqual([process.pid])
  })

  it('puts the footnote on stderr, in one line, and exits 0', () => {
    const { stdout, stderr, status } = tsnetstat(['-l', `:${port}`], nobody)
    expect(stdout).toMatch(
      new RegExp(`127.0.0.1:${port} +loopback +LISTEN +0 +\\? +\\? +\\? +\\?\n`),
    )
    expect(stderr).toBe(
      `note: 1 socket belongs to processes you may not look into; sudo ${process.execPath} ${bare.bin} -l :${port} shows them\n`,
    )
    expect(status).toBe(0)
  })
})
