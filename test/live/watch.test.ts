import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTmux, type Tmux } from '../helpers/tmux.ts'
import { sleep, whyNoPeer } from './peer.ts'
import { makeWatchWorld, type WatchWorld } from './watch-world.ts'
import { whyNoWorld } from './world.ts'

const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname
/** By hand: WATCH_SECONDS=600 npx vitest run test/live/watch.test.ts */
const SECONDS = Number(process.env['WATCH_SECONDS'] ?? 8)

const why = whyNoPeer() || whyNoWorld('tmux')

const terminalOf = (world: WatchWorld, columns: number, rows: number): Tmux =>
  openTmux(`env PS1='$ ' nsenter -t ${world.pid} -n sh`, columns, rows)

describe.skipIf(why !== '')(`-c on a terminal${why}`, () => {
  let world: WatchWorld
  let term: Tmux
  const start = async (words: string, columns: number, rows = 12) => {
    term = terminalOf(world, columns, rows)
    await term.until(/\$/)
    term.type('echo before')
    term.type(`'${process.execPath}' '${BIN}' ${words}`)
    return term.until(/every/)
  }
  beforeAll(async () => {
    world = await makeWatchWorld()
  })
  afterAll(() => {
    world.end()
  })

  const restored = async (): Promise<void> => {
    await term.until(/before/)
    await term.until(/\$ ?\n*$/)
    expect(term.flags()).toBe('1 0')
    term.type(`clear; stty -a | tr ' ' '\\n' | grep -xE -e '-?(icanon|echo)'`)
    await term.until(/^icanon\necho$/m)
  }

  it('marks what is new and what is gone for one period, follows a resize, pauses, sorts and scrolls', async () => {
    await start('-lt --interval 0.7', 100)
    try {
      await world.tell('twin 7002')
      // two at one address are two
      expect(await term.until(/^\+ {2}tcp +127.0.0.1:7002/m)).toMatch(/^ {3}tcp +127.0.0.1:7002/m)
      await term.until(/^(?!\+)[^]*3 listening/)
      term.resize(40, 8)
      expect(await term.until(/^ {3}Local +PID {2}Process$/m)).not.toContain('Proto')
      term.resize(100, 12)
      await term.until(/^ {3}Proto/)
      term.keys('s', 's', 'r')
      const sorted = await term.until(/by local down/)
      expect(sorted.indexOf(':7002')).toBeLessThan(sorted.indexOf(':7001'))
      term.keys('Space')
      const paused = await term.until(/PAUSED/)
      await world.tell('close 7002')
      await sleep(1500)
      expect(term.screen()).toBe(paused)
      term.keys('Space')
      await term.until(/^- {2}tcp +127.0.0.1:7002/m)
      await term.until(/^(?!-)[^]*2 listening/)
      term.resize(100, 4)
      await term.until(/^[^\n]*Proto[^\n]*\n[^\n]*:7002[^\n]*\n2 listening/)
      term.keys('Down')
      await term.until(/:7001[^]*from 2 of 2/)
      term.resize(100, 12)
      term.keys('C-c')
      await restored()
    } finally {
      term.end()
    }
  }, 30_000)

  it.each(['TERM', 'HUP', 'INT'])(
    'gives the terminal back at SIG%s',
    async signal => {
      await start('-lt -c', 80)
      try {
        process.kill(term.pid(), `SIG${signal}`)
        await restored()
      } finally {
        term.end()
      }
    },
    20_000,
  )

  it('gives the terminal back after an error, which is told then', async () => {
    // a tree that is taken away meanwhile
    const tree = `/tmp/tsnetstat-watch-${process.pid}`
    spawnSync('cp', ['-r', 'fixtures/hosts/article', tree])
    await start(`-lt --interval 0.5 --source proc --root ${tree}`, 80)
    try {
      spawnSync('rm', ['-r', tree])
      await term.until(/^(\$ )?tsnetstat: .*(ENOENT|no such file)/m)
      await restored()
    } finally {
      term.end()
    }
  }, 20_000)

  it(
    `keeps its memory and its descriptors over ${SECONDS} s of churn, 20 frames a second`,
    async () => {
      await start('-a --interval 0.05', 100, 30)
      try {
        const pid = term.pid()
        const memory = (): number =>
          Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
        // between two looks: a look has some open
        const descriptors = async (): Promise<number> => {
          let fewest = Infinity
          for (let i = 0; i < 20; i++, await sleep(13)) {
            fewest = Math.min(fewest, readdirSync(`/proc/${pid}/fd`).length)
          }
          return fewest
        }
        const seconds = (): number =>
          readdirSync(`/proc/${pid}/task`).reduce(
            (all, tid) =>
              all +
              Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]),
            0,
          ) / 1e9
        // what is compiled and grown at the beginning
        await world.tell(`churn ${SECONDS / 2}`)
        const before = { memory: memory(), descriptors: await descriptors(), cpu: seconds() }
        const samples: number[] = []
        for (let i = 0; i < 8; i++) {
          await world.tell(`churn ${SECONDS / 8}`)
          samples.push(memory())
        }
        const frames = SECONDS / 0.05
        console.log(
          `watch: ${((seconds() - before.cpu) * 1000) / frames} ms per frame at most, RSS ${before.memory} -> ${samples.join(' ')} kB`,
        )
        // the least of the last looks: what is not collected yet says nothing
        expect(Math.min(...samples.slice(-4))).toBeLessThan(before.memory * 1.1)
        expect(Math.abs((await descriptors()) - before.descriptors)).toBeLessThanOrEqual(1)
        term.keys('q')
        await restored()
      } finally {
        term.end()
      }
    },
    (SECONDS * 3 + 20) * 1000,
  )
})
