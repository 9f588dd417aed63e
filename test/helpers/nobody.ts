import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const NOBODY = 65534

/** May a user without any right of his own run this node? */
export const nodeForNobody = (): boolean => {
  try {
    for (let path = process.execPath; path !== '/'; path = dirname(path)) {
      execFileSync('test', ['-x', path], { uid: NOBODY, gid: NOBODY })
    }
    return true
  } catch {
    return false
  }
}

/** The built command in a folder that any user may read, without node_modules, so without an FFI. */
export const bareCommand = (): { readonly bin: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-bare-'))
  execFileSync('chmod', ['755', folder])
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(part, join(folder, part), { recursive: true })
  return {
    bin: join(folder, 'bin/tsnetstat.js'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
