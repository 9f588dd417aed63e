import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPeer, whyNoPeer, type Peer } from './peer.ts'

const SCRIPT = new URL('wait.py', import.meta.url).pathname
const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname
/** By hand: WAIT_ROUNDS=100 npx vitest run test/live/wait.test.ts */
const ROUNDS = Number(process.env['WAIT_ROUNDS'] ?? 20)

interface Round {
  readonly code: number
  readonly ms: number
  readonly cpu: number
  readonly seconds: number
}

const why = whyNoPeer()

it.skipIf(why !== '')(
  `wait ends within 200 ms of the listener it waits for, ${ROUNDS} times of ${ROUNDS}, and costs hardly any time${why}`,
  { timeout: ROUNDS * 9000 },
  () => {
    const words = ['python3', SCRIPT, String(ROUNDS), process.execPath, BIN, 'wait', '-lt']
    const all = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...words]
    const once = (): Round[] => {
      const { stdout } = spawnSync('unshare', all, { encoding: 'utf8' })
      const rounds = stdout.trim().split('\n')
      return rounds.map(line => JSON.parse(line) as Round)
    }
    const slowest = (rounds: readonly Round[]): number => Math.max(...rounds.map(({ ms }) => ms))
    let rounds = once()
    // other tests may keep the machine from ending any process in time: it is enough to have seen it once
    for (let again = 0; again < 2 && slowest(rounds) >= 200; again++) rounds = once()
    expect(rounds.map(({ code }) => code)).toEqual(Array(ROUNDS).fill(0))
    expect(slowest(rounds)).toBeLessThan(200)
    const sum = (of: (round: Round) => number): number => rounds.reduce((all, r) => all + of(r), 0)
    // below 1 % in the long run; a machine that other tests keep busy adds to that
    expect(sum(({ cpu }) => cpu) / sum(({ seconds }) => seconds)).toBeLessThan(0.03)
  },
)

describe.skipIf(why !== '')(`wait among live sockets${why}`, () => {
  let peer: Peer
  beforeAll(async () => {
    peer = await startPeer()
  })
  afterAll(() => peer.end())

  const wait = async (...words: string[]) => {
    const running = peer.start(['wait', ...words])
    return { code: await running.ended(), err: running.err(), out: running.out }
  }

  it('with --gone ends when the last such socket has ended', async () => {
    const pairs = [await peer.ask<{ id: number; port: number }>('pair')]
    pairs.push(await peer.ask('pair'))
    const filter = `state = established and (${pairs.map(({ port }) => `local.port = ${port}`).join(' or ')})`
    const running = peer.start(['wait', '--gone', '-t', filter, '--timeout', '9'])
    for (const { id } of pairs) {
      expect(running.child.exitCode).toBeNull()
      await peer.ask(`close ${id}`)
    }
    expect([await running.ended(), running.err()]).toEqual([0, ''])
  })

  it('ends with 3 and a line where nothing comes', async () => {
    expect(await wait(':9', '--timeout', '0.2')).toEqual({
      code: 3,
      err: 'tsnetstat: no such socket came within 0.2 s\n',
      out: [],
    })
  })

  it('finds by owner, and asks for owners only then', async () => {
    const { port } = await peer.ask<{ port: number }>('pair')
    const found = (filter: string) => wait('--timeout', '0', '-v', filter)
    const bare = await found(`local.port = ${port}`)
    expect(bare.code).toBe(0)
    expect(bare.err).not.toContain('bpf')
    expect((await found(`local.port = ${port} and pid = ${peer.pid}`)).code).toBe(0)
    expect((await found(`local.port = ${port} and pid = 1`)).code).toBe(3)
  })
})
