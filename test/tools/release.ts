/**
 * `npm run release:check`: is what is committed fit to be released? Says each step, and ends with 1 at
 * the first that is not so. The version is that of package.json, and of nothing else.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { arch, tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { binaryOf } from './binary.ts'

const ROOT = join(import.meta.dirname, '../..')

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const expectClean = (why: string): void => {
  const changed = run('git', 'status', '--porcelain')
  if (changed !== '') throw new Error(`${why}:\n${changed}`)
}

/** What was built answers with this version, and shows a captured host. */
const smoke = (...program: readonly [string, ...string[]]): void => {
  const [command, ...args] = program
  const version = run(command, ...args, '--version')
  if (version !== `tsnetstat ${packageJson.version}\n`) throw new Error(`it says ${version}`)
  const shown = run(command, ...args, '-l', '--root', 'fixtures/hosts/article')
  if (!shown.includes('0.0.0.0:22')) throw new Error(`it shows ${shown}`)
}

const packed = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-release-'))
  try {
    const file = run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder)
    run('tar', '-xzf', join(folder, file.trim()), '-C', folder)
    smoke(process.execPath, join(folder, 'package/bin/tsnetstat.js'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const GENERATED = ['man', 'types', 'picture', 'notices']

const STEPS: readonly (readonly [says: string, does: () => void])[] = [
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
  [
    'the binary works',
    () => {
      run('npm', 'run', '--silent', 'build:binary')
      smoke(binaryOf(arch()))
    },
  ],
]

for (const [says, does] of STEPS) {
  try {
    does()
    console.log(`ok: ${says}`)
  } catch (error) {
    console.error(`not so: ${says}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    break
  }
}
