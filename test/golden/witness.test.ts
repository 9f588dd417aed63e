import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { fromSs, ownersFromSs } from '../live/peers.ts'

// what ss printed on the sockets of fixtures/hosts/live-6.18 when they were captured
const ss = readFileSync('fixtures/hosts/live-6.18/ss.txt', 'utf8')

interface Row {
  readonly proto: string
  readonly family: string
  readonly state: string
  readonly local: { readonly address: string; readonly port: number }
  readonly remote: { readonly address: string; readonly port: number }
  readonly recv_q: number
  readonly send_q: number | null
  readonly uid: number | null
  readonly inode: number
  readonly owners: { readonly pid: number; readonly fds: number[] }[] | null
}

const rowsOf = async (): Promise<Row[]> => {
  const { out } = await run(['-a', '-tu', '--json', '--root', 'fixtures/hosts/live-6.18'])
  return (JSON.parse(out) as { sockets: Row[] }).sockets
}

it('the captured tcp and udp sockets are the ones that ss saw there', async () => {
  const ours = (await rowsOf()).map(row => [
    `${row.proto}${row.family === 'inet6' ? '6' : ''} ${row.state}`,
    `${row.local.address} ${row.local.port} ${row.remote.address} ${row.remote.port}`,
    // /proc has no limit for a listener's queue
    `${row.recv_q} ${row.state === 'LISTEN' ? '-' : row.send_q} ${row.uid ?? 0} ${row.inode}`,
  ])
  const theirs = fromSs(ss).map(row => [
    `${row.proto} ${row.state}`,
    `${row.local} ${row.remote}`,
    `${row.recvQ} ${row.state === 'LISTEN' ? '-' : row.sendQ} ${row.uid} ${row.inode}`,
  ])
  expect(ours.length).toBeGreaterThan(150)
  expect(ours.map(row => row.join(' ')).sort()).toEqual(theirs.map(row => row.join(' ')).sort())
})

it('the captured owners are the ones that ss saw there', async () => {
  const theirs = ownersFromSs(ss)
  for (const { inode, owners } of await rowsOf()) {
    const ours = (owners ?? []).flatMap(({ pid, fds }) => fds.map(fd => `${pid}/${fd}`))
    expect(ours.sort(), String(inode)).toEqual(theirs.get(inode) ?? [])
  }
})
