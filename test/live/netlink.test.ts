import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { UnixDiag } from '../../src/netlink/unix-diag.ts'
import { columnsOf, MOVING, parseSs, wordsOf, type Record } from './ss-fields.ts'

interface World {
  readonly seen: {
    readonly records: Record[]
    readonly perFamily: Record[]
    readonly udp: Record[]
    readonly unix: UnixDiag[]
  }
  readonly said: { readonly tcp: string; readonly udp: string; readonly unix: string }
  readonly killed: object
}

const possible = (() => {
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' })
    execFileSync('ss', ['-V'], { stdio: 'ignore' })
    createRequire(import.meta.url)('koffi')
    return true
  } catch {
    return false
  }
})()

const script = new URL('netlink-world.ts', import.meta.url).pathname
const build = (): World =>
  JSON.parse(
    execFileSync('unshare', ['-n', process.execPath, '--import', 'tsx', script], {
      encoding: 'utf8',
      timeout: 20_000,
    }),
  ) as World

describe.skipIf(!possible)('netlink on live sockets (needs root, ss, unshare and koffi)', () => {
  // the body of a suite runs even where its tests do not
  if (!possible) {
    it('is not compared with ss here', () => {})
    return
  }
  const { seen, said, killed } = build()
  const tcp = parseSs(said.tcp)
  const sorted = (words: readonly string[]) => [...words].sort()

  it('one request gives the TCP sockets of both families, as two do', () => {
    const cookies = (records: readonly Record[]) => records.map(record => record.cookie).sort()
    expect(seen.records.length).toBeGreaterThanOrEqual(12)
    expect(cookies(seen.records)).toEqual(cookies(seen.perFamily))
    expect(new Set(seen.records.map(record => record.state))).toEqual(
      new Set(['LISTEN', 'ESTABLISHED', 'SYN_SENT', 'FIN_WAIT2', 'CLOSE_WAIT', 'TIME_WAIT']),
    )
  })

  it('state, queues and addresses of every TCP socket are those of ss', () => {
    const ours = Object.fromEntries(seen.records.map(record => [record.cookie, columnsOf(record)]))
    expect(ours).toEqual(Object.fromEntries(tcp.map(line => [line.cookie, line.columns])))
  })

  it('every field that ss -tinmo prints is what the record says, and nothing else', () => {
    for (const line of tcp) {
      const record = seen.records.find(one => one.cookie === line.cookie)!
      const theirs = line.words.filter(word => !MOVING.test(word))
      expect(sorted(wordsOf(record))).toEqual(sorted(theirs))
    }
  })

  it('what moves with the clock is near what ss says', () => {
    for (const line of tcp) {
      const info = seen.records.find(one => one.cookie === line.cookie)!.tcpInfo
      const since = line.words.find(word => word.startsWith('lastsnd:'))
      if (since === undefined || info === null) continue
      expect(Math.abs(Number(since.slice(8)) - info.lastDataSentMs)).toBeLessThan(2000)
    }
    const timers = seen.records.filter(record => record.timer !== 'off')
    expect(new Set(timers.map(record => record.timer))).toEqual(
      new Set(['on', 'keepalive', 'timewait']),
    )
    expect(timers.every(record => record.expiresMs > 0)).toBe(true)
  })

  it('TIME_WAIT has neither user nor inode', () => {
    const waiting = seen.records.filter(record => record.state === 'TIME_WAIT')
    expect(waiting.map(({ uid, inode }) => [uid, inode])).toEqual([[null, 0]])
  })

  it('UDP sockets are those of ss', () => {
    expect(seen.udp.map(columnsOf)).toEqual(parseSs(said.udp).map(line => line.columns))
  })

  it('unix sockets are those of ss, with names, queues and peers', () => {
    const named = seen.unix.filter(socket => socket.name?.startsWith('@tsnetstat-live'))
    const client = seen.unix.find(socket => named.some(({ peer }) => peer === socket.inode))!
    const ours = [...named, client].map(({ inode, peer, rqueue, wqueue, name }) =>
      [rqueue, wqueue, name ?? '*', inode, '*', peer ?? 0].join(' '),
    )
    const theirs = said.unix
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).slice(2, 8).join(' '))
    // the listener and both ends of a connection; ss also sees the pipes of its own output
    expect(ours).toHaveLength(3)
    expect(theirs).toEqual(expect.arrayContaining(ours))
  })

  it('events tell of a killed TCP and a closed UDP socket, while dumps run on the same socket', () => {
    expect(killed).toEqual({
      gone: true,
      tcp: true,
      udp: true,
      protocols: expect.arrayContaining([6, 17]) as number[],
      refused: 'destroy tcp socket: ENOENT',
    })
  })
})
