/**
 * `npm run build:binary [-- ARCH ...]`: the whole program with its runtime as one file,
 * dist/tsnetstat-linux-ARCH, for x64 or arm64; without an argument for this machine. Its manual and its
 * licences lie beside it. The runtime of another architecture comes from the npm registry.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, tmpdir } from 'node:os'
import { join } from 'node:path'
import { binaryLicenses } from './runtime-notices.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUN = join(ROOT, 'node_modules/.bin/bun')

/** Goes into the binary (`tsnetstat licenses`), and lies beside it. */
const LICENSES = join(ROOT, 'dist/LICENSES.txt')

/** Node's names of what can be built, and the names that Bun's packages have for them. */
const PACKAGES: { readonly [arch: string]: string } = {
  x64: '@oven/bun-linux-x64',
  arm64: '@oven/bun-linux-aarch64',
}

/** What is built is to read no file of the directory it is run in, whoever left it there. */
const AUTOLOAD = ['bunfig', 'dotenv', 'tsconfig', 'package-json'].map(
  name => `--no-compile-autoload-${name}`,
)

const FLAGS = [
  '--compile',
  '--minify',
  // without it a start takes twice as long
  '--bytecode',
  // what a run does not load stays apart, and costs it nothing
  '--format=esm',
  '--splitting',
  ...AUTOLOAD,
]

export const binaryOf = (target: string): string => join(ROOT, `dist/tsnetstat-linux-${target}`)

/** Builds for one architecture; the path of what was built. */
export const buildBinary = (target: string = arch()): string => {
  const name = PACKAGES[target]
  if (name === undefined) throw new Error(`no binary for "${target}"; there is: x64, arm64`)
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-binary-'))
  try {
    const runtime = target === arch() ? [] : foreignRuntime(name, target, folder)
    const out = binaryOf(target)
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    writeFileSync(LICENSES, binaryLicenses(BUN))
    copyFileSync(join(ROOT, 'man/tsnetstat.1'), join(ROOT, 'dist/tsnetstat.1'))
    const source = join(ROOT, 'src/cli/binary.ts')
    execFileSync(BUN, ['build', source, ...FLAGS, ...runtime, `--outfile=${out}`], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return out
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const foreignRuntime = (name: string, target: string, folder: string): string[] => {
  const { version } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules/bun/package.json'), 'utf8'),
  ) as { version: string }
  const options = ['--silent', '--pack-destination', folder]
  const packed = execFileSync('npm', ['pack', `${name}@${version}`, ...options], {
    encoding: 'utf8',
  })
  execFileSync('tar', ['-xzf', join(folder, packed.trim()), '-C', folder])
  const runtime = join(folder, 'package/bin/bun')
  return [`--target=bun-linux-${target}`, `--compile-executable-path=${runtime}`]
}

if (process.argv[1] === import.meta.filename) {
  const targets = process.argv.slice(2)
  for (const target of targets.length > 0 ? targets : [arch()]) console.log(buildBinary(target))
}
