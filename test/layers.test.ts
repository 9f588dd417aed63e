import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))
const MOST_LINES = 220

/** What each folder of src may import: itself and what stands here. DESIGN, section 2. */
const MAY_IMPORT: { readonly [layer: string]: readonly string[] } = {
  base: [],
  model: ['base'],
  proc: ['base', 'model'],
  netlink: ['base', 'model'],
  bpf: ['base', 'model'],
  sys: ['base', 'model'],
  // the two are one layer
  sources: ['base', 'model', 'proc', 'netlink', 'bpf', 'sys', 'join'],
  join: ['base', 'model', 'proc', 'netlink', 'bpf', 'sys', 'sources'],
  // proc for the parsers of files that have no source of their own
  views: ['base', 'model', 'proc', 'sources', 'join'],
  query: ['base', 'model'],
  render: ['base', 'model'],
  share: ['base', 'model', 'proc', 'netlink', 'bpf', 'sys', 'sources', 'join'],
  cli: ['base', 'model', 'proc', 'sources', 'join', 'views', 'query', 'render', 'share'],
}

const WORLD = ['process', 'Date', 'console']
const WORLD_MODULES = new Set(['process', 'console'])
const readsFiles = (file: string): boolean =>
  file === 'base/fs.ts' || /^(cli|share|sys)\//.test(file)

/** Every module that a source names: import, export from, import(), and types through import(). */
const importsOf = (source: string): string[] =>
  [
    ...source.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g),
  ].map(match => match[1]!)

/**
 * Which of the globals in WORLD the code uses. esbuild decides: `define` replaces a name only where
 * it is the global one, so comments, strings, properties and local names of that name do not count.
 */
const globalsOf = (source: string): string[] => {
  const names = WORLD.flatMap(name => [name, `globalThis.${name}`, `global.${name}`])
  const marked = (name: string): string => `__world_${name.replace(/^.*\./, '')}__`
  const define = Object.fromEntries(names.map(name => [name, marked(name)]))
  const { code } = transformSync(source, { loader: 'ts', define, tsconfigRaw: '{}' })
  return WORLD.filter(name => code.includes(marked(name)))
}

/** Each breach of the layers in one file; `file` is its path below src. */
const breachesOf = (file: string, source: string): string[] => {
  const layer = file.split('/')[0]!
  const allowed = MAY_IMPORT[layer]
  if (allowed === undefined) return [`${file}: ${layer} is no layer`]
  const breaches: string[] = []
  for (const wanted of importsOf(source)) {
    if (wanted.startsWith('.')) {
      const target = posix.join('src', posix.dirname(file), wanted)
      if (['package.json', 'dist/LICENSES.txt'].includes(target) && layer === 'cli') continue
      const [root, below] = target.split('/')
      if (root !== 'src' || (below !== layer && !allowed.includes(below!)))
        breaches.push(`${file}: imports ${wanted}`)
    } else {
      const bare = wanted.replace(/^node:/, '')
      if (/^fs(\/|$)/.test(bare) && !readsFiles(file)) breaches.push(`${file}: imports ${wanted}`)
      if (WORLD_MODULES.has(bare) && layer !== 'cli') breaches.push(`${file}: imports ${wanted}`)
    }
  }
  if (layer !== 'cli') for (const name of globalsOf(source)) breaches.push(`${file}: uses ${name}`)
  const lines = source.split('\n').length - 1
  // nobody reads from top to bottom what was written by a program
  if (lines >= MOST_LINES && !file.endsWith('.generated.ts'))
    breaches.push(`${file}: has ${lines} lines`)
  return breaches
}

describe('the layers', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.[mc]?[tj]sx?$/.test(name),
  )

  it('are those of files that exist', () => expect(files).toContain('cli/main.ts'))

  it.each(files.map(file => [file] as const))('are kept by src/%s', file => {
    expect(breachesOf(file, readFileSync(SRC + file, 'utf8'))).toEqual([])
  })
})

describe('the checker', () => {
  it.each([
    ['base that looks up', 'base/text.ts', "import { ipText } from '../model/address.ts'"],
    ['a parser that knows a view', 'proc/inet.ts', "import type { View } from '../views/index.ts'"],
    ['proc that imports netlink', 'proc/inet.ts', "import '../netlink/message.ts'"],
    ['netlink that imports proc', 'netlink/marshal.ts', "export * from '../proc/inet.ts'"],
    [
      'bpf that imports netlink',
      'bpf/loader.ts',
      "const x = await import('../netlink/message.ts')",
    ],
    [
      'a renderer that imports a view',
      'render/classic/inet.ts',
      "import { a } from '../../views/index.ts'",
    ],
    [
      'a query that imports a parser',
      'query/filter.ts',
      "import {\n  a,\n  b,\n} from '../proc/inet.ts'",
    ],
    ['a type taken through import()', 'query/sort.ts', "type A = import('../views/index.ts').View"],
    ['a view that imports cli', 'views/softnet.ts', "import type { Io } from '../cli/terminal.ts'"],
    [
      'a source that imports a view',
      'sources/index.ts',
      "import { VIEWS } from '../views/index.ts'",
    ],
    [
      'cli that goes below the sources',
      'cli/main.ts',
      "import { open } from '../netlink/message.ts'",
    ],
    [
      'a way out of src',
      'render/data.ts',
      "import x from '../../package.json' with { type: 'json' }",
    ],
    ['a folder nobody knows', 'utils/misc.ts', ''],
    ['a parser that opens files', 'proc/pid.ts', "import { readFileSync } from 'node:fs'"],
    ['a view that opens files, without node:', 'views/a.ts', "import { open } from 'fs/promises'"],
    ['base beside base/fs.ts that opens files', 'base/text.ts', "import fs from 'node:fs'"],
    ['a module that is the process', 'views/a.ts', "import process from 'node:process'"],
    ['process', 'views/a.ts', 'export const a = process.argv[2]'],
    ['process through globalThis', 'views/a.ts', 'export const a = globalThis.process.env'],
    ['process in a template', 'views/a.ts', 'export const a = `${process.pid}`'],
    ['the clock', 'render/a.ts', 'export const a = () => new Date()'],
    ['Date.now', 'sys/a.ts', 'export const a = Date.now()'],
    ['console', 'proc/a.ts', "console.log('x')"],
    ['a file that is too long', 'proc/a.ts', '\n'.repeat(220)],
  ])('finds %s', (_, file, source) => {
    expect(breachesOf(file, source)).toEqual([expect.stringContaining(file)])
  })

  it.each([
    ['a neighbour in the same folder', 'proc/a.ts', "import { b } from './b.ts'"],
    ['a folder of a view', 'views/sockets/row.ts', "import { a } from '../../model/table.ts'"],
    ['join and sources together', 'join/a.ts', "import type { Host } from '../sources/index.ts'"],
    ['a parser in a view', 'views/a.ts', "import { parse } from '../proc/a.ts'"],
    ['files in base/fs.ts', 'base/fs.ts', "import { openSync } from 'node:fs'"],
    ['files in share', 'share/on.ts', "import { mkdirSync } from 'node:fs'"],
    [
      'the version in cli',
      'cli/args.ts',
      "import p from '../../package.json' with { type: 'json' }",
    ],
    ['the world in cli', 'cli/a.ts', 'console.log(process.pid, new Date())'],
    ['a comment', 'proc/a.ts', '// process, Date and console\n/* new Date() */'],
    ['a string', 'proc/a.ts', "export const a = ['process.env', `console`]"],
    [
      'a name of its own',
      'join/a.ts',
      'export const a = (process: { pid: number }) => process.pid',
    ],
    [
      'a property',
      'join/a.ts',
      'export const a = (s: { process(pid: number): 1 }) => s.process(1)',
    ],
    ['a file that is just short enough', 'proc/a.ts', '\n'.repeat(219)],
  ])('lets %s be', (_, file, source) => {
    expect(breachesOf(file, source)).toEqual([])
  })
})
