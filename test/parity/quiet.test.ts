import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstLine, whyNoWorld } from '../live/world.ts'
import { compareIn, type Compared } from './compare.ts'
import { QUIET_LINES } from './lines.ts'
import { whyNoNetstat } from './netstat.ts'

const why = whyNoWorld('ip', 'mount') || whyNoNetstat()

describe.skipIf(why !== '')(`as netstat prints it, on a network at rest${why}`, () => {
  let world: ChildProcess
  let compared: Compared[]

  beforeAll(async () => {
    const namespaces = ['-n', '-m', '-p', '-f', '--mount-proc', '--kill-child']
    world = spawn('unshare', [...namespaces, 'python3', 'test/parity/quiet.py'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const text = await firstLine(world)
    const { ready } = JSON.parse(text) as { readonly ready: boolean }
    if (!ready) throw new Error(`the network could not be built: ${text}`)
    const run = (command: string, args: readonly string[]): string => {
      const of = (name: string): string => `/proc/${world.pid}/ns/${name}`
      const entered = [`--net=${of('net')}`, `--mount=${of('mnt')}`]
      const words = [...entered, `--pid=${of('pid_for_children')}`, command, ...args]
      const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
      const options = { encoding: 'utf8', maxBuffer: 1 << 28, env } as const
      const { status, stdout, stderr } = spawnSync('nsenter', words, options)
      if (status !== 0) throw new Error(`${command} exits ${status}: ${stderr}`)
      return stdout
    }
    compared = compareIn({ run }, QUIET_LINES, outcome => outcome)
  }, 120_000)
  afterAll(
    () =>
      new Promise<void>(resolve => {
        world.once('exit', () => resolve())
        world.stdin!.end()
      }),
  )

  it.each(QUIET_LINES.map((line, i) => [line, i] as const))('netstat %s', (_, i) => {
    expect(compared[i]!.ours).toEqual(compared[i]!.theirs)
  })
})
