/**
 * `npm run notices`: THIRD-PARTY-NOTICES, the licences of all that the package has in it; a test compares
 * the two. What the standalone binary has in it besides is its runtime: runtime-notices.ts.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')
export const NOTICES = join(ROOT, 'THIRD-PARTY-NOTICES')

/** The folders of the packages whose code ends up in the bundle, as esbuild tells it. */
const bundled = (): string[] => {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outdir: 'dist',
    define: { 'import.meta.url': '__filename' },
    write: false,
    metafile: true,
  })
  const folders = Object.keys(metafile.inputs).map(
    input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
  )
  return [...new Set(folders.filter(folder => folder !== undefined))].sort()
}

const noticeOf = (folder: string): string => {
  const home = join(ROOT, folder)
  const about = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly license: string
  }
  const file = readdirSync(home).find(name => /^licen[cs]e/i.test(name))
  if (file === undefined) throw new Error(`${folder} has no licence file`)
  const text = readFileSync(join(home, file), 'utf8').replaceAll('\r', '').trim()
  return `${about.name} ${about.version} (${about.license})\n\n${text}\n`
}

const HEAD = `What tsnetstat as it is built has in it that others wrote. The standalone binary also holds the runtime
Bun; what that is made of, and its licences, stand in the binary: tsnetstat licenses
`

/** Between one notice and the next. */
export const RULE = `\n${'-'.repeat(80)}\n\n`

export const noticesText = (): string => [HEAD, ...bundled().map(noticeOf)].join(RULE)

if (process.argv[1] === import.meta.filename) writeFileSync(NOTICES, noticesText())
