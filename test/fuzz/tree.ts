import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { HostFs } from '../../src/base/fs.ts'

/** A fixture host in memory: files as latin1 text, so that every byte survives a change. */
export interface Tree {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
  readonly folders: ReadonlyMap<string, readonly string[]>
}

const HOSTS = 'fixtures/hosts'

export const readTree = (name: string): Tree => {
  const files = new Map<string, string>()
  const links = new Map<string, string>()
  const folders = new Map<string, string[]>()
  const visit = (path: string): void => {
    const entries = readdirSync(join(HOSTS, name, path))
    folders.set(path, entries)
    for (const entry of entries) {
      const inner = path === '' ? entry : `${path}/${entry}`
      const from = join(HOSTS, name, inner)
      const stat = lstatSync(from)
      if (stat.isDirectory()) visit(inner)
      else if (stat.isSymbolicLink()) links.set(inner, readlinkSync(from))
      else files.set(inner, readFileSync(from, 'latin1'))
    }
  }
  visit('')
  return { name, files, links, folders }
}

export const allTrees = (): Tree[] => readdirSync(HOSTS).sort().map(readTree)

const missing = (path: string): never => {
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
}

/** The tree as a host's files, with some of them, or of its links, replaced. */
export const treeFs = (tree: Tree, changed: ReadonlyMap<string, string>): HostFs => ({
  root: `/${tree.name}`,
  text: (path, encoding) => {
    const text = changed.get(path) ?? tree.files.get(path) ?? missing(path)
    return encoding === 'latin1' ? text : Buffer.from(text, 'latin1').toString('utf8')
  },
  bytes: path => Buffer.from(changed.get(path) ?? tree.files.get(path) ?? missing(path), 'latin1'),
  list: path => [...(tree.folders.get(path.replace(/\/$/, '')) ?? missing(path))],
  readlink: path => changed.get(path) ?? tree.links.get(path) ?? missing(path),
})
