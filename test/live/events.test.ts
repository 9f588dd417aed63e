import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventErrors } from '../helpers/schema.ts'
import { sleep, startPeer, whyNoNobody, whyNoPeer, type Peer, type Running } from './peer.ts'

interface Line {
  readonly event: string
  readonly time: string
  readonly proto: string
  readonly cookie: string
  readonly local: { readonly port: number }
  readonly remote: { readonly port: number }
  readonly owners: readonly { readonly pid: number; readonly comm: string }[] | null
  readonly tcp_info: { readonly bytes_sent: number; readonly bytes_received: number }
}

const why = whyNoPeer()
const noNobody = whyNoNobody()
const parsed = (lines: readonly string[]) => lines.map(line => JSON.parse(line) as Line)

/** It looks at the start, before it waits: once it answers one event, what is there then is known. */
const ready = async (peer: Peer, running: Running): Promise<number> => {
  for (let tries = 0; running.out.length === 0; tries++) {
    if (tries > 100) throw new Error(`no event came: ${running.err()}`)
    await peer.ask('churn 1')
    await sleep(50)
  }
  await sleep(200)
  return running.out.length
}

describe.skipIf(why !== '')(`events on live sockets${why}`, () => {
  let peer: Peer
  beforeAll(async () => {
    peer = await startPeer()
  })
  afterAll(() => peer.end())

  const stop = async (running: Running, signal: NodeJS.Signals): Promise<void> => {
    running.child.kill(signal)
    expect([await running.ended(), running.err()]).toEqual([0, ''])
  }

  it('shows in a pipe, within a second, both ends of a connection, with owner and bytes', async () => {
    const { id, port } = await peer.ask<{ id: number; port: number }>('pair')
    const running = peer.start(['events', '--ndjson'])
    const before = await ready(peer, running)
    await peer.ask(`talk ${id} 300000 7`)
    await peer.ask(`close ${id}`)
    const closed = parsed((await running.lines(before + 2, 1000)).slice(before))
    const client = closed.find(({ local }) => local.port === port)!
    const server = closed.find(({ remote }) => remote.port === port)!
    const owners = [{ pid: peer.pid, comm: 'python3' }]
    expect(closed).toHaveLength(2)
    // the FIN counts as a byte received
    expect(client).toMatchObject({
      event: 'closed',
      proto: 'tcp',
      owners,
      tcp_info: { bytes_sent: 300_000, bytes_received: 8 },
    })
    expect(server).toMatchObject({ owners, tcp_info: { bytes_sent: 7, bytes_received: 300_001 } })
    expect(closed.flatMap(eventErrors)).toEqual([])
    await stop(running, 'SIGINT')
  })

  it('tells of 200 connections that churn, each end once, while dumps find the owners of others', async () => {
    // these stand still meanwhile: what the last dump said of them shows when they close
    const still: { id: number; port: number }[] = []
    for (let i = 0; i < 50; i++) still.push(await peer.ask('pair'))
    const running = peer.start(['events', '--ndjson', '-t'])
    const before = await ready(peer, running)
    const ports: number[] = []
    for (let i = 0; i < 20; i++) {
      ports.push(...(await peer.ask<number[]>('churn 10')))
      // several dumps fall into this
      await sleep(250)
    }
    await running.lines(before + 400)
    for (const { id } of still) await peer.ask(`close ${id}`)
    await running.lines(before + 500)
    await sleep(300)
    const closed = parsed(running.out.slice(before))
    const clients = (all: readonly Line[]) => all.map(({ local }) => local.port).sort()
    expect(closed).toHaveLength(500)
    expect(new Set(closed.map(({ cookie }) => cookie)).size).toBe(500)
    const [churned, stood] = [closed.slice(0, 400), closed.slice(400)]
    expect(clients(churned.filter(({ local }) => local.port !== 8080))).toEqual([...ports].sort())
    expect(churned.filter(({ local }) => local.port === 8080)).toHaveLength(200)
    expect(clients(stood.filter(({ local }) => local.port !== 8080))).toEqual(
      still.map(({ port }) => port).sort(),
    )
    expect(stood.filter(({ owners }) => owners?.[0]?.pid !== peer.pid)).toEqual([])
    await stop(running, 'SIGTERM')
  }, 60_000)

  it.skipIf(noNobody !== '')(
    `works as nobody, who learns how to see owners${noNobody}`,
    async () => {
      const { id, port } = await peer.ask<{ id: number; port: number }>('pair')
      const running = peer.start(['events', '--ndjson', '-t4', `:${port}`], 'nobody')
      await sleep(1500)
      await peer.ask(`talk ${id} 10 10`)
      await peer.ask(`close ${id}`)
      const closed = parsed(await running.lines(2))
      expect(closed).toMatchObject([{ owners: null }, { owners: null }])
      running.child.kill('SIGINT')
      expect(await running.ended()).toBe(0)
      expect(running.err()).toMatch(
        /^note: \d+ sockets belong to .*; sudo .* events .* shows them\n$/,
      )
    },
  )

  it('is a table for people, and tells UDP too', async () => {
    const running = peer.start(['events', '-u', '--limit', '1'])
    await sleep(1000)
    await peer.ask('udp 5300')
    await sleep(2500)
    await peer.ask('close-other')
    const [head, line] = await running.lines(2)
    expect(head).toMatch(
      /^Time +Proto +Local +Remote +Event +Sent +Received +Retrans +PID +Process$/,
    )
    expect(line).toMatch(
      new RegExp(
        `^[\\d:.]{12} +udp +127\\.0\\.0\\.1:5300 +- +closed +- +- +- +${peer.pid} +\\S*python3 `,
      ),
    )
    expect(await running.ended()).toBe(0)
  })

  it('ends with 0 when its reader has gone, though nothing more happens', async () => {
    const running = peer.start(['events', '--ndjson'])
    await ready(peer, running)
    running.child.stdout!.destroy()
    const ended = await Promise.race([running.ended(), sleep(3000).then(() => 'still there')])
    expect([ended, running.err()]).toEqual([0, ''])
  })
})
