import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/base/errors.ts'
import { hostFs } from '../../src/base/fs.ts'
import { walkFds } from '../../src/proc/pid.ts'
import { openSys, type Sys } from '../../src/sys/index.ts'
import { procFds } from '../../src/sys/proc-fds.ts'

const open = (): Sys | null => {
  try {
    return openSys()
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}
const sys = open()

describe.skipIf(sys === null)('descriptors through system calls (needs koffi)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-fds-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const at = (name: string): string => `${folder.slice(1)}/${name}/`

  const read = (directory: string) => {
    const seen: [number, number][] = []
    const { found, denied } = procFds(sys!)(directory, (fd, inode) => seen.push([fd, inode]))
    return { seen: seen.sort((x, y) => x[0] - y[0]), found, denied }
  }
  /** A directory of links; a name without a target is a file. */
  const make = (name: string, links: Iterable<readonly [string, string | null]>): string => {
    mkdirSync(join(folder, name))
    for (const [entry, target] of links) {
      if (target === null) writeFileSync(join(folder, name, entry), '')
      else symlinkSync(target, join(folder, name, entry))
    }
    return at(name)
  }

  it('tells sockets from what else there is', () => {
    const directory = make('kinds', [
      ['0', 'socket:[4294967295]'],
      ['7', 'socket:[9007199254740991]'],
      ['1', '/dev/null'],
      ['2', 'socket:[12'],
      ['3', 'socket:[]'],
      ['5', `socket:[${'1'.repeat(60)}]`],
      ['6', '/'.padEnd(4000, 'x')],
      ['8', null],
      ['9', 'pipe:[12]'],
      ['10', 'socket'],
      ['name', 'socket:[5]'],
    ])
    const sockets = [
      [0, 4294967295],
      [7, 9007199254740991],
    ]
    expect(read(directory)).toEqual({ seen: sockets, found: 10, denied: false })
  })

  // a buffer holds some 1,300
  it('reads a directory of any length, each entry once', { timeout: 60_000 }, () => {
    const links = Array.from({ length: 2000 }, (_, i) => [`${i}`, `socket:[${i + 7}]`] as const)
    const seen = links.map((_, i) => [i, i + 7])
    expect(read(make('many', links))).toEqual({ seen, found: 2000, denied: false })
    expect(read(make('none', []))).toEqual({ seen: [], found: 0, denied: false })
  })

  it("throws the directory's own error, and leaves no descriptor behind", () => {
    const before = readdirSync('/proc/self/fd').length
    expect(() => read(at('missing'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    writeFileSync(join(folder, 'file'), '')
    expect(() => read('proc/self/stat/')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }))
    read(at('none'))
    expect(readdirSync('/proc/self/fd').length).toBe(before)
  })

  it('finds what node:fs finds of this process', async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const walk = (...readFds: ReturnType<typeof procFds>[]) => {
      const seen: string[] = []
      const visit = (pid: number, fd: number, inode: number) => seen.push(`${pid} ${fd} ${inode}`)
      const count = walkFds(hostFs('/'), visit, [`${process.pid}`], ...readFds)
      return { seen: seen.sort(), ...count }
    }
    const found = walk(procFds(sys!))
    expect(found).toEqual(walk())
    expect(found.seen.length).toBeGreaterThan(0)
    server.close()
  })

  it.skipIf(process.getuid?.() !== 0)(
    'counts a refusal as the walk does (needs root)',
    () => {
      const program = join(folder, 'refused.ts')
      const source = (path: string): string =>
        new URL(`../../src/${path}`, import.meta.url).pathname
      writeFileSync(
        program,
        `import { hostFs } from '${source('base/fs.ts')}'
import { walkFds } from '${source('proc/pid.ts')}'
import { openSys } from '${source('sys/index.ts')}'
import { procFds } from '${source('sys/proc-fds.ts')}'
const sys = openSys()
process.setgroups!([])
process.setgid!(65534)
process.setuid!(65534)
const fs = hostFs('/')
const walk = (...more: ReturnType<typeof procFds>[]) => walkFds(fs, () => {}, ['1', '${process.pid}'], ...more)
console.log(JSON.stringify([walk(), walk(procFds(sys))]))
`,
      )
      const out = execFileSync(process.execPath, ['--import', 'tsx', program], { encoding: 'utf8' })
      const refused = { processes: 2, denied: 2 }
      expect(JSON.parse(out)).toEqual([refused, refused])
    },
    60_000,
  )
})
