import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { whyNoBpf } from './bpf.ts'
import { whyNoWorld } from './world.ts'

const SECONDS = Number(process.env['CHURN_SECONDS'] ?? 30)
const SCRIPT = new URL('world.py', import.meta.url).pathname

interface Row {
  readonly proto: string
  readonly inode: number
  readonly local: { readonly address: string; readonly port: number }
  readonly remote: { readonly address: string; readonly port: number }
  readonly owners: readonly { readonly pid: number }[] | null
}

describe.each([
  ['bpf', whyNoBpf()],
  ['proc', whyNoWorld()],
])('sockets and processes that come and go, listed with --source %s%s', (source, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-churn-'))
  const log = join(folder, 'log')
  afterAll(() => rmSync(folder, { recursive: true }))

  it.skipIf(why !== '')(
    `show no owner that never existed and no row twice, for ${SECONDS} s, and every run exits 0`,
    { timeout: (SECONDS + 120) * 1000 },
    async () => {
      const churn = spawn(
        'unshare',
        ['-n', 'python3', SCRIPT, '--churn', `${SECONDS}`, '0', '--log', log],
        {
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      )
      const ended = new Promise<number | null>(resolve => churn.once('exit', resolve))
      const ready = await new Promise<{ pid: number }>((resolve, reject) => {
        churn.once('exit', code => reject(new Error(`churn ended with ${code}`)))
        churn.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString())))
      })
      const pairs = new Set<string>()
      let runs = 0
      let rows = 0
      for (const until = Date.now() + (SECONDS - 3) * 1000; Date.now() < until; runs++) {
        const sockets = listAmong(ready.pid, source)
        expectEachOnce(sockets)
        rows += sockets.length
        for (const { inode, owners } of sockets) {
          for (const { pid } of owners ?? []) pairs.add(`${pid} ${inode}`)
        }
      }
      expect(await ended).toBe(0)
      // the test has looked at something
      // /proc/net/tcp alone may take the kernel seconds then
      expect(runs).toBeGreaterThan(SECONDS / 30)
      expect(rows).toBeGreaterThan(runs)
      expect(pairs.size).toBeGreaterThan(0)
      for await (const line of createInterface({ input: createReadStream(log) })) pairs.delete(line)
      expect([...pairs]).toEqual([])
    },
  )
})

const listAmong = (pid: number, source: string): Row[] => {
  const command = [process.execPath, 'bin/tsnetstat.js', '-a', '-tu', '--json', '--source', source]
  const args = ['-t', `${pid}`, '-n', ...command]
  const { status, stdout, stderr } = spawnSync('nsenter', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  expect([stderr, status]).toEqual(['', 0])
  return (JSON.parse(stdout) as { sockets: Row[] }).sockets
}

/** A file is known by its inode, a TCP connection also by its two ends. */
const expectEachOnce = (sockets: readonly Row[]): void => {
  const keys = sockets.flatMap(({ proto, inode, local, remote }) => [
    ...(inode === 0 ? [] : [`inode ${inode}`]),
    ...(proto === 'tcp' && remote.port !== 0
      ? [Object.values({ ...local, r: Object.values(remote) }).join(' ')]
      : []),
  ])
  const seen = new Set<string>()
  const twice = keys.filter(key => seen.size === seen.add(key).size)
  expect(twice).toEqual([])
}
