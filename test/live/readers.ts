/** Pins the iterators for everyone in this mount namespace, and runs readers.py there. */
import { execFileSync, spawnSync } from 'node:child_process'
import { hostFs } from '../../src/base/fs.ts'
import { shareHost, shareOn } from '../../src/share/share.ts'

execFileSync('mount', ['-t', 'tmpfs', 'none', '/run'])
shareOn(shareHost(hostFs('/'), 0, null), { kind: 'everyone' })
const script = new URL('readers.py', import.meta.url).pathname
// a pipe made here would be a socket of this network namespace, held by every reader
process.exitCode = spawnSync('python3', [script], { stdio: 'inherit' }).status ?? 1
