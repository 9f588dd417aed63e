import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectTo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transport } from '../../src/base/transport.ts'
import { connect } from '../../src/netlink/connection.ts'
import type { Request } from '../../src/netlink/exchange.ts'
import { EXTENSION, inetRequest, tcpRequest } from '../../src/netlink/inet-diag-request.ts'
import { linkAddressRequest } from '../../src/netlink/link-address.ts'
import { linkRequest } from '../../src/netlink/link.ts'
import { qdiscRequest } from '../../src/netlink/qdisc.ts'
import { unixRequest } from '../../src/netlink/unix-diag.ts'
import { openSys } from '../../src/sys/index.ts'
import { netlinkSocket } from '../../src/sys/netlink-socket.ts'
import { decodeDatagrams, hexLines, protocolOf, toJson } from './fixture.ts'

// Run: unshare -n sh -c 'ip link set lo up; npx tsx test/netlink/capture.ts'; before it, for the queues,
// ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up;
// ip addr add 192.0.2.1/24 brd + dev v0; ip addr add 192.0.2.2 peer 198.51.100.1 label v0:x dev v0;
// ip addr add 2001:db8::1/64 dev v1;
// tc qdisc add dev v0 root tbf rate 100kbit burst 1600 limit 3000; tc qdisc add dev v1 clsact
// Makes a few sockets, and writes what this kernel answers to fixtures/netlink/. Read the JSON before
// committing it: it is what the decoder of today thinks.

const NETLINK_ROUTE = 0
const everything = Object.values(EXTENSION).reduce((mask, bit) => mask | bit, 0)
const kernel = readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim()
const directory = new URL('../../fixtures/netlink/', import.meta.url)

const capture = (name: string, comment: string, request: Request, protocol?: number): void => {
  const socket = netlinkSocket(openSys(), protocol)
  const datagrams: Uint8Array[] = []
  const recorder: Transport = {
    ...socket,
    receive: wait => {
      const datagram = socket.receive(wait)
      if (datagram !== null) datagrams.push(datagram.slice())
      return datagram
    },
  }
  const connection = connect(recorder, { report: () => {} })
  try {
    for (const _ of connection.dump(request, () => null));
  } catch (error) {
    comment += `; ${(error as Error).message}`
  }
  connection.close()
  const head = `# ${comment}\n# Linux ${kernel}, ${process.arch}, written by test/netlink/capture.ts\n`
  const body = datagrams.map(hexLines).join('\n--\n')
  writeFileSync(
    new URL(`${name}.dump`, directory),
    `${head}${body}\n${toJson(decodeDatagrams(datagrams, protocolOf(name)))}\n`,
  )
}

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'))
  const v4 = createServer().listen({ port: 4004, host: '127.0.0.1', backlog: 7 })
  const v6 = createServer().listen({ port: 4006, host: '::', ipv6Only: true })
  const unix = createServer().listen(join(folder, 'path.sock'))
  const abstract = createServer().listen('\0abstract\0name')
  await Promise.all([v4, v6, unix, abstract].map(server => once(server, 'listening')))
  const accepted = once(v4, 'connection') as Promise<[Socket]>
  const client = connectTo(4004, '127.0.0.1')
  const [server] = await accepted
  const gone = connectTo(4004, '127.0.0.1')
  await once(gone, 'connect')
  gone.destroy()
  server.pause()
  client.write('unread')
  const talker = connectTo(join(folder, 'path.sock'))
  await once(talker, 'connect')
  const udp = createSocket('udp4').bind(5005, '127.0.0.1')
  await once(udp, 'listening')

  const tcp = tcpRequest({ extensions: everything })
  capture('tcp', 'all TCP sockets with every extension: listeners, a pair with 6 bytes unread', tcp)
  capture('tcp-plain', 'all TCP sockets without extensions', tcpRequest())
  capture('udp', 'UDP with memory', inetRequest('udp', 'inet', { extensions: EXTENSION.memory }))
  capture('raw-missing', 'raw sockets of a kernel without raw_diag', inetRequest('raw', 'inet'))
  capture('unix', 'unix sockets with everything', unixRequest({ show: 0x7f }))

  capture('links', 'the interfaces: lo and a veth pair', linkRequest(), NETLINK_ROUTE)
  capture('addresses', 'the addresses of lo and of the pair', linkAddressRequest(), NETLINK_ROUTE)
  capture('qdiscs', 'a tbf and a clsact on a veth pair', qdiscRequest(), NETLINK_ROUTE)

  for (const socket of [client, server, talker]) socket.destroy()
  for (const listener of [v4, v6, unix, abstract, udp]) listener.close()
  rmSync(folder, { recursive: true })
}

await main()
