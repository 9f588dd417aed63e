/**
 * `npm run release:check`: is what is committed fit to be released? Says each step, and ends with 1 at
 * the first that is not so. The version is that of package.json, and of nothing else. It needs the npm
 * registry: the package is installed as a user would, and tried on the oldest Node and the newest.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { arch, tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { binaryOf } from './binary.ts'

const ROOT = join(import.meta.dirname, '../..')
const HOST = join(ROOT, 'fixtures/hosts/article')
const NODES = ['20', 'latest']
const MOST_BYTES = 1 << 20

const runIn = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const run = (command: string, ...args: string[]): string => runIn(ROOT, command, ...args)

const expectClean = (why: string): void => {
  const changed = run('git', 'status', '--porcelain')
  if (changed !== '') throw new Error(`${why}:\n${changed}`)
}

/** What was built answers with this version, and shows a captured host and the running one. */
const smoke = (...program: readonly [string, ...string[]]): void => {
  const [command, ...args] = program
  const version = run(command, ...args, '--version')
  if (version !== `tsnetstat ${packageJson.version}\n`) throw new Error(`it says ${version}`)
  const shown = run(command, ...args, '-l', '--root', HOST)
  if (!shown.includes('0.0.0.0:22')) throw new Error(`it shows ${shown}`)
  run(command, ...args, '-a', '--json')
  const licenses = run(command, ...args, 'licenses')
  if (!licenses.includes('commander')) throw new Error('it does not tell its licences')
}

const LIBRARY = `
  import { sockets } from 'tsnetstat'
  const rows = sockets({ listening: true, filter: ':22', root: ${JSON.stringify(HOST)} }).sockets
  console.log(rows.length)`

/** Packs, installs that into an empty project, and tries there what a user would; what there is to say. */
const packed = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-release-'))
  try {
    const name = run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder)
    const tarball = join(folder, name.trim())
    const { size } = statSync(tarball)
    if (size >= MOST_BYTES) throw new Error(`it has ${size} bytes`)
    const project = join(folder, 'project')
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')
    runIn(project, 'npm', 'install', '--silent', '--no-audit', '--no-fund', tarball)
    const said = runIn(project, 'npx', 'tsnetstat', '--version')
    if (said !== `tsnetstat ${packageJson.version}\n`) throw new Error(`npx says ${said}`)
    globally(folder, tarball)
    const versions = NODES.map(version => {
      const node = run('npx', '--yes', `node@${version}`, '-p', 'process.execPath').trim()
      smoke(node, join(project, 'node_modules/tsnetstat/bin/tsnetstat.js'))
      const found = runIn(project, node, '--input-type=module', '-e', LIBRARY)
      if (found !== '2\n') throw new Error(`the library finds ${found}`)
      return run(node, '--version').trim()
    })
    return `${size} bytes, on Node ${versions.join(' and ')}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As a command with its manual, as `npm install --global` puts them. */
const globally = (folder: string, tarball: string): void => {
  const options = ['--global', '--silent', '--no-audit', '--no-fund', '--prefix', folder]
  runIn(folder, 'npm', 'install', ...options, tarball)
  smoke(join(folder, 'bin/tsnetstat'))
  statSync(join(folder, 'share/man/man1/tsnetstat.1'))
}

const binary = (): string => {
  run('npm', 'run', '--silent', 'build:binary')
  const file = binaryOf(arch())
  smoke(file)
  return `${Math.round(statSync(file).size / 1e6)} MB`
}

const GENERATED = ['man', 'types', 'picture', 'notices']

const STEPS: readonly (readonly [says: string, does: () => string | void])[] = [
  ['the tree is clean', () => expectClean('these are not committed')],
  [
    'generated files are current',
    () => {
      for (const script of GENERATED) run('npm', 'run', '--silent', script)
      expectClean('these were not current')
    },
  ],
  ['it checks', () => void run('npm', 'run', '--silent', 'check')],
  ['goldens are current', () => void run('npx', 'vitest', 'run', 'test/golden')],
  ['it builds', () => void run('npm', 'run', '--silent', 'build')],
  ['the package works', packed],
  ['the binary works', binary],
]

for (const [says, does] of STEPS) {
  try {
    const more = does()
    console.log(`ok: ${says}${typeof more === 'string' ? ` (${more})` : ''}`)
  } catch (error) {
    console.error(`not so: ${says}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    break
  }
}
