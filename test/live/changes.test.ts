import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sleep, whyNoPeer } from './peer.ts'
import { makeWatchWorld, type WatchWorld } from './watch-world.ts'
import { whyNoWorld } from './world.ts'

const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname

const why = whyNoPeer() || whyNoWorld('jq')

interface Row {
  readonly cookie: string | null
  readonly inode: number
  readonly state: string
  readonly local: { readonly port: number }
  readonly remote: { readonly port: number }
  readonly owners?: readonly unknown[]
}
interface Event extends Row {
  readonly event: 'opened' | 'changed' | 'closed'
  readonly time: string
}

describe.skipIf(why !== '')(`-c --ndjson${why}`, () => {
  let world: WatchWorld
  beforeAll(async () => {
    world = await makeWatchWorld()
  })
  afterAll(() => world.end())

  const inside = (...words: string[]): string[] => ['-t', String(world.pid), '-n', ...words]
  const listed = (...words: string[]): Row[] =>
    spawnSync('nsenter', inside(process.execPath, BIN, ...words, '--ndjson'), { encoding: 'utf8' })
      .stdout.split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as Row)

  /** A row of steps: each is done, and awaited until so many events more have come. */
  type Steps = (
    step: (line: string, events: number, counts?: (event: Event) => boolean) => Promise<void>,
    quiet: () => Promise<void>,
  ) => Promise<void>

  /** The events, through the real jq, of what happens meanwhile. */
  const eventsOf = async (words: string[], steps: Steps): Promise<Event[]> => {
    const argv = [process.execPath, BIN, ...words, '-v', '-c', '--interval', '0.05', '--ndjson']
    const child = spawn('nsenter', inside(...argv), { stdio: ['ignore', 'pipe', 'pipe'] })
    const jq = spawn('jq', ['-c', '--unbuffered', '.'], {
      stdio: [child.stdout, 'pipe', 'inherit'],
    })
    const events: Event[] = []
    createInterface({ input: jq.stdout! }).on('line', line =>
      events.push(JSON.parse(line) as Event),
    )
    const closed = once(jq, 'close')
    // it says so at its first look, of which there are no events
    for await (const line of createInterface({ input: child.stderr! })) {
      if (line.startsWith('source: ')) break
    }
    const until = async (what: string, reached: () => boolean): Promise<void> => {
      for (const end = Date.now() + 10_000; !reached(); await sleep(10)) {
        if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(brief(events))}`)
      }
    }
    const quiet = async (): Promise<void> => {
      for (let known = -1; known !== events.length; await sleep(500)) known = events.length
    }
    const step: Parameters<Steps>[0] = async (line, more, counts = () => true) => {
      const count = () => events.filter(counts).length
      const before = count()
      await world.tell(line)
      await until(line, () => count() >= before + more)
    }
    await steps(step, quiet)
    await quiet()
    child.kill('SIGINT')
    await closed
    return events
  }

  const brief = (events: readonly Event[]): string[] =>
    events.map(({ event, state, inode }) => `${event} ${state}${inode === 0 ? ' inode 0' : ''}`)

  it('tells of changes, of which the sum is the difference of two listings, row by row', async () => {
    await world.tell('churn 0.3')
    const words = ['-ta', '--no-owners']
    const before = listed(...words)
    let after: Row[] = []
    const events = await eventsOf(words, async (step, quiet) => {
      await step('churn 2', 0)
      await step('twin 7002', 1)
      await quiet()
      after = listed(...words)
    })
    const byCookie = (rows: readonly Row[]) => new Map(rows.map(row => [row.cookie, row]))
    const sockets = byCookie(before)
    const closed = new Set<string | null>()
    for (const { event, time, ...row } of events) {
      expect(Number.isNaN(Date.parse(time))).toBe(false)
      // opened once, and then closed at most once
      expect([event, sockets.has(row.cookie)]).toEqual([event, event !== 'opened'])
      expect(closed.has(row.cookie)).toBe(false)
      if (event === 'closed') {
        // as it was seen last
        expect(row).toEqual(sockets.get(row.cookie))
        closed.add(row.cookie)
        sockets.delete(row.cookie)
      } else sockets.set(row.cookie, row)
    }
    expect(sockets).toEqual(byCookie(after))
    expect(sockets.size).toBe(after.length)
    const count = (name: string) => events.filter(({ event }) => event === name).length
    expect(count('opened')).toBeGreaterThan(100)
    expect(count('closed')).toBeGreaterThan(100)
    // into TIME_WAIT, at least
    expect(count('changed')).toBeGreaterThan(10)
  }, 30_000)

  it('twins on one port are two, and a server that was started again is another one', async () => {
    const events = await eventsOf(['-lt'], async step => {
      await step('twin 7003', 1)
      await step('twin 7003', 1)
      await step('restart 7003', 2)
    })
    expect(brief(events)).toEqual([
      'opened LISTEN',
      'opened LISTEN',
      'closed LISTEN',
      'opened LISTEN',
    ])
    const [first, second, gone, again] = events.map(({ cookie }) => cookie)
    expect(new Set([first, second, again]).size).toBe(3)
    expect(gone).toBe(first)
  }, 20_000)

  it('a connection is one row from the queue of its listener to TIME_WAIT: accept() and close() change it', async () => {
    await world.tell('twin 7004')
    const events = await eventsOf(
      ['-ta', 'local.port = 7004 or remote.port = 7004'],
      async step => {
        // the listener's queue changes too
        const connections = (event: Event) => event.state !== 'LISTEN'
        await step('connect 7004', 2, connections)
        await step('accept 7004', 1, connections)
        await step('finish 7004', 2, connections)
      },
    )
    const server = events.filter(({ local, state }) => local.port === 7004 && state !== 'LISTEN')
    expect(brief(server).slice(0, 2)).toEqual(['opened ESTABLISHED inode 0', 'changed ESTABLISHED'])
    expect(server[0]!.owners).toEqual([])
    expect(server.some(({ owners }) => owners!.length === 1)).toBe(true)
    const client = events.filter(({ remote }) => remote.port === 7004)
    expect(brief(client)[0]).toBe('opened ESTABLISHED')
    expect(brief(client).at(-1)).toBe('changed TIME_WAIT inode 0')
    // in between a look may have met it while it closed
    expect(server.map(({ event }) => event).filter(each => each !== 'changed')).toEqual([
      'opened',
      'closed',
    ])
    expect(client.slice(1).every(({ event }) => event === 'changed')).toBe(true)
    for (const end of [server, client]) expect(new Set(end.map(row => row.cookie)).size).toBe(1)
  }, 20_000)

  it('without cookies the file tells, so accept() looks like another socket, and twins are two still', async () => {
    await world.tell('twin 7005')
    const argv = ['-ta', '--source', 'proc', 'local.port = 7005']
    const counts = ({ event, state }: Event) => state !== 'LISTEN' || event !== 'changed'
    const events = await eventsOf(argv, async step => {
      await step('connect 7005', 1, counts)
      await step('accept 7005', 2, counts)
      await step('twin 7005', 1, counts)
    })
    const told = events.filter(counts)
    expect(told.map(({ cookie }) => cookie)).toEqual([null, null, null, null])
    expect(brief(told.slice(0, 1))).toEqual(['opened ESTABLISHED inode 0'])
    expect(brief(told.slice(1, 3)).sort()).toEqual([
      'closed ESTABLISHED inode 0',
      'opened ESTABLISHED',
    ])
    expect(brief(told.slice(3))).toEqual(['opened LISTEN'])
  }, 20_000)
})
