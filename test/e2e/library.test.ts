import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as library from '../../src/cli/library.ts'
import { run } from '../helpers/run.ts'
import { libraryTypes } from '../tools/library.ts'

// the package as npm would publish it, unpacked where an empty project would have it, without koffi
const ARTICLE = resolve('fixtures/hosts/article')
const HOST = resolve('fixtures/hosts/kernel-2.6.32')
let project: string
let names: string[]
let size: number

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'tsnetstat-package-'))
  const options = ['--json', '--ignore-scripts', '--pack-destination', project]
  const said = execFileSync('npm', ['pack', ...options], { encoding: 'utf8' })
  const [packed] = JSON.parse(said) as { filename: string; files: { path: string }[] }[]
  names = packed!.files.map(({ path }) => path)
  const tarball = join(project, packed!.filename)
  size = statSync(tarball).size
  const home = join(project, 'node_modules/tsnetstat')
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'])
  cpSync('examples', join(project, 'examples'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')
})

afterAll(() => rmSync(project, { recursive: true }))

/** Hosts were captured with different files; this one has those that all of the tables read. */
const example = (name: string) =>
  spawnSync(process.execPath, [join('examples', name), name === 'tables.js' ? HOST : ARTICLE], {
    cwd: project,
    encoding: 'utf8',
  })

describe('the package', () => {
  it('holds what is needed to run, read and import it, and is below 1 MB', () => {
    const folders = ['bin', 'dist', 'fixtures', 'man']
    const wanted = [
      'bin/tsnetstat.js',
      'dist/tsnetstat.cjs',
      'dist/walker.cjs',
      'dist/index.js',
      'dist/index.d.ts',
    ]
    expect(names).toEqual(
      expect.arrayContaining([...wanted, 'man/tsnetstat.1', 'LICENSE', 'THIRD-PARTY-NOTICES']),
    )
    const strange = names.filter(
      name => name.includes('/') && !folders.includes(name.split('/')[0]!),
    )
    expect(strange).toEqual([])
    expect(names.filter(name => /node_modules|\.test\.|linux-(x64|arm64)/.test(name))).toEqual([])
    expect(size).toBeLessThan(1 << 20)
  })

  it('works as a command where nothing else is installed', async () => {
    const bin = join(project, 'node_modules/tsnetstat/bin/tsnetstat.js')
    const argv = ['-l', '--root', HOST]
    const out = execFileSync(process.execPath, [bin, ...argv], { encoding: 'utf8' })
    expect(out).toBe((await run(argv)).out)
  })

  it.each(readdirSync('examples').map(name => [name]))('runs %s', name => {
    const { stdout, stderr, status } = example(name)
    expect([stderr, status]).toEqual(['', 0])
    expect(stdout).not.toBe('')
  })

  it.each(['NodeNext', 'Bundler'])(
    'lets TypeScript check the examples and its own types, strictly, as %s resolves modules',
    resolution => {
      const options = { strict: true, noUncheckedIndexedAccess: true, checkJs: true, noEmit: true }
      const compilerOptions = {
        ...options,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        target: 'ES2022',
        module: resolution === 'Bundler' ? 'ESNext' : resolution,
        moduleResolution: resolution,
        types: ['node'],
        typeRoots: [resolve('node_modules/@types')],
      }
      const config = JSON.stringify({ compilerOptions, include: ['examples'] })
      writeFileSync(join(project, 'tsconfig.json'), config)
      const { stdout, status } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', project], {
        encoding: 'utf8',
      })
      expect([stdout, status]).toEqual(['', 0])
    },
  )

  it('has a comment on every function and every error of its types', () => {
    const types = readFileSync(join(project, 'node_modules/tsnetstat/dist/index.d.ts'), 'utf8')
    const declared = [...types.matchAll(/^(.*)\nexport declare (?:const|class) (\w+)/gm)]
    expect(declared.map(([, , name]) => name).sort()).toEqual(Object.keys(library).sort())
    expect(declared.filter(([, before]) => !before!.endsWith('*/'))).toEqual([])
  })
})

describe('the library', () => {
  it('gives what --json gives', async () => {
    const program = `
      import * as library from 'tsnetstat'
      const root = ${JSON.stringify(HOST)}
      const { sockets, softnet, routes, interfaces, groups, statistics } = library
      const all = [sockets({ all: true, root }), sockets({ listening: true, root, filter: ':22' })]
      for (const view of [softnet, routes, interfaces, groups, statistics]) all.push(view({ root }))
      console.log(JSON.stringify(all))`
    const words = ['--input-type=module', '-e', program]
    const options = { cwd: project, encoding: 'utf8' } as const
    const given = JSON.parse(execFileSync(process.execPath, words, options)) as object[]
    const argvs = [['-a'], ['-l', ':22'], ['softnet'], ['-r'], ['-i'], ['-g'], ['-s']]
    for (const [i, argv] of argvs.entries()) {
      const { out } = await run([...argv, '--json', '--root', HOST])
      const { time, ...rest } = JSON.parse(out) as { time: string }
      expect(time).not.toBe('')
      expect(given[i], argv.join(' ')).toMatchObject(rest)
    }
  })

  it('tells of a wrong query with an error that says what is wrong', () => {
    const program = `
      import { path, sockets, UsageError } from 'tsnetstat'
      const wrong = [{ filter: 'recvq > 0' }, { sort: 'prt' }, { source: 'ss' }, { listenin: true }, { limit: -1 }, { interval: 2 }]
      for (const query of wrong) {
        try { sockets(query) } catch (error) { console.log(error instanceof UsageError, error.message) }
      }
      await path({ interval: 0 }).catch(error => console.log(error instanceof UsageError, error.message))`
    const words = ['--input-type=module', '-e', program]
    const out = execFileSync(process.execPath, words, { cwd: project, encoding: 'utf8' })
    const lines = out.trimEnd().split('\n')
    expect(lines.map(line => line.slice(0, 5))).toEqual(Array(7).fill('true '))
    expect(out).toMatch(
      /recvq[^]*prt[^]*ss[^]*"listenin".*listening[^]*limit is .*-1[^]*for path[^]*interval is .*0/,
    )
  })

  it('has none of what only the command needs in it', () => {
    const { metafile } = buildSync({
      entryPoints: ['src/cli/library.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
      metafile: true,
    })
    const packages = Object.values(metafile.outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([name]) => /node_modules\/([^/]+)/.exec(name)?.[1])
    expect([...new Set(packages)].filter(name => name !== undefined)).toEqual([
      'get-east-asian-width',
    ])
  })

  it('has the types that the published schema gives: npm run types', async () => {
    const generated = readFileSync('src/cli/library-types.generated.ts', 'utf8')
    expect(generated).toBe(await libraryTypes())
  })
})
