import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { casesOf, HOSTS } from '../golden/cases.ts'
import { shownOf, type Run } from '../helpers/run.ts'
import { binaryOf, buildBinary } from '../tools/binary.ts'

// what is shipped, as child processes: every golden once more, and what only a process can show
const NODE = [process.execPath, resolve('bin/tsnetstat.js')]
const BINARY = [binaryOf(process.arch)]

beforeAll(() => void buildBinary())

const golden = HOSTS.flatMap(host => casesOf(host).map(each => [host, ...each] as const))

const runAll = (program: readonly string[]): Run[] => {
  const wanted = golden.map(([host, , argv, sink]) => ({
    argv: [...program, ...argv, '--root', `fixtures/hosts/${host}`],
    columns: sink === 'pipe' ? null : sink,
  }))
  const input = JSON.stringify(wanted)
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 28 } as const
  return JSON.parse(execFileSync('python3', ['test/e2e/pty.py'], options)) as Run[]
}

const CLOCK = /"time": ?"[^"]*"/g

describe.each([
  ['bin/tsnetstat.js on Node', NODE],
  ['the standalone binary', BINARY],
])('%s', (_, program) => {
  it(
    'writes every golden, byte for byte, on a terminal and into a pipe',
    { timeout: 120_000 },
    () => {
      const runs = runAll(program)
      const differing = golden.filter(([host, name], i) => {
        const expected = readFileSync(`test/golden/${host}/${name}.txt`, 'utf8')
        return shownOf(runs[i]!).replaceAll(CLOCK, '') !== expected.replaceAll(CLOCK, '')
      })
      expect(differing.map(([host, name]) => `${host}/${name}`)).toEqual([])
    },
  )
})

describe.each([
  ['bin/tsnetstat.js on Node', NODE.at(-1)!],
  ['the standalone binary', BINARY[0]!],
])('a link to %s', (_, program) => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-link-'))
  const root = ['--root', resolve('fixtures/hosts/article')]
  const calledBy = (name: string, args: readonly string[]) => {
    const link = join(folder, name)
    if (!existsSync(link)) symlinkSync(program, link)
    const { stdout, stderr, status } = spawnSync(link, args, { encoding: 'utf8' })
    return { stdout, stderr, status }
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  it('called netstat prints as netstat does, from its first option on', () => {
    const printed = calledBy('netstat', [...root, '-tuxlpn'])
    expect(printed.stdout).toMatch(/^Active Internet connections \(only servers\)\nProto Recv-Q /)
    expect(printed.stdout).toContain('LISTEN      493/systemd-resolve \n')
    expect(printed).toEqual(calledBy('tsnetstat', ['--classic', ...root, '-tuxlpn']))
    expect(calledBy('netstat', ['-k'])).toMatchObject({ stdout: '', status: 3 })
  })

  it('asks the resolver for names and for addresses', () => {
    const named = calledBy('netstat', ['-tl'])
    expect([named.stderr, named.status]).toEqual(['', 0])
    const { stderr, status } = calledBy('tsnetstat', ['-a', '--source', 'proc', 'dst localhost'])
    expect([stderr.replace(/^note: .*\n/gm, ''), status]).toEqual(['', 0])
  })

  it('called by another name does not', () => {
    expect(calledBy('sockets', [...root, '-l']).stdout).not.toContain('Active Internet')
  })
})

describe.each([
  ['bin/tsnetstat.js on Node', NODE],
  ['the standalone binary', BINARY],
])('the licences that %s prints', (_, program) => {
  const [command = '', ...script] = program
  const print = () => spawnSync(command, [...script, 'licenses'], { encoding: 'utf8', cwd: '/' })

  it('are its own and those of the packages in it', () => {
    const { stdout, stderr, status } = print()
    expect([stderr, status]).toEqual(['', 0])
    expect(stdout.startsWith(readFileSync('LICENSE', 'utf8'))).toBe(true)
    expect(stdout).toContain(readFileSync('THIRD-PARTY-NOTICES', 'utf8'))
  })

  it('tell of the runtime where it is in it: version, source, and the whole LGPL', () => {
    const told =
      /Bun \d+\.\d+\.\d+ \(MIT\)[^]*WebKit at commit\n[0-9a-f]{40}[^]*GNU LIBRARY GENERAL PUBLIC LICENSE\n[^]*GNU LESSER GENERAL PUBLIC LICENSE\n/
    expect(told.test(print().stdout)).toBe(program === BINARY)
  })
})

describe('the standalone binary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-elsewhere-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (args: readonly string[], options: object = {}) =>
    spawnSync(BINARY[0]!, args, { encoding: 'utf8', ...options })

  it('obeys no bunfig.toml, .env, package.json or tsconfig.json of the directory it is run in', () => {
    const plain = run(['--version'], { cwd: folder })
    writeFileSync(join(folder, 'evil.js'), 'console.log("obeyed"); process.exit(9)')
    writeFileSync(join(folder, 'bunfig.toml'), 'preload = ["./evil.js"]\n[run]\nbun = true\n')
    writeFileSync(join(folder, '.env'), 'COLUMNS=21\nTSNETSTAT_DEBUG=netlink\nFORCE_COLOR=1\n')
    const paths = { paths: { '*': ['./evil.js'] } }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: paths }))
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'evil', main: './evil.js', imports: { '#ffi': './evil.js' } }),
    )
    expect(plain.stdout).toMatch(/^tsnetstat \d+\.\d+\.\d+\n$/)
    for (const args of [['--version'], ['-l', '--table'], ['-l', '--json']]) {
      const here = run(args, { cwd: folder })
      const elsewhere = run(args, { cwd: '/' })
      expect([here.stderr, here.status]).toEqual([elsewhere.stderr, elsewhere.status])
      expect(here.stdout.replace(CLOCK, '')).toBe(elsewhere.stdout.replace(CLOCK, ''))
    }
  })

  it('asks the kernel through its own FFI, with no node_modules beside it', () => {
    const { stdout, stderr, status } = run(['-a', '-t', '--json', '--source', 'netlink'], {
      cwd: folder,
    })
    expect(JSON.parse(stdout)).toMatchObject({ source: { sockets: 'netlink' } })
    expect([stderr, status]).toEqual(['', 0])
  })

  it.each([
    ['an unknown option', ['--nope'], 2],
    ['a host that is not there', ['--root', '/nowhere'], 2],
  ])('%s costs one line, and no stack', (_, args, code) => {
    const { stdout, stderr, status } = run(args)
    expect([stdout, status]).toEqual(['', code])
    expect(stderr).toMatch(/^tsnetstat: [^\n]*\n$/)
  })
})
