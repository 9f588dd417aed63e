import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'
import { connect, type Connection } from '../../src/netlink/connection.ts'
import { inetDiagParser, wholeRecord, type InetDiag } from '../../src/netlink/inet-diag.ts'
import {
  destroyRequest,
  EXTENSION,
  inetRequest,
  tcpRequest,
} from '../../src/netlink/inet-diag-request.ts'
import { DESTROY_GROUPS } from '../../src/netlink/sock-diag.ts'
import { SHOW, unixDiagParser, unixRequest } from '../../src/netlink/unix-diag.ts'
import { openSys } from '../../src/sys/index.ts'
import { netlinkSocket } from '../../src/sys/netlink-socket.ts'

// Runs in a network namespace of its own (see netlink.test.ts): makes sockets, and prints what
// netlink and ss say of them as JSON. Everything is quiet when the two look, so they must agree.

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const ss = (...options: string[]): string =>
  execFileSync('ss', ['-O', '-H', '-n', '-a', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

const listen = async (options: object | string): Promise<Server> => {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(
    options as object,
  )
  await once(server, 'listening')
  return server
}

const pair = async (server: Server, port: number, host: string): Promise<[Socket, Socket]> => {
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const client = connectTo({ port, host, allowHalfOpen: true })
  const [there] = await accepted
  for (const socket of [client, there]) socket.on('error', () => {})
  return [client, there]
}

/** Sockets in as many states as a single process can make. */
const build = async (): Promise<Socket[]> => {
  const v4 = await listen({ port: 4004, host: '127.0.0.1', backlog: 7 })
  const v6 = await listen({ port: 4006, host: '::1', ipv6Only: true })
  const both = await listen({ port: 4007, host: '::' })
  const abstract = await listen('\0tsnetstat-live')
  connectTo('\0tsnetstat-live').resume()
  await once(abstract, 'connection')
  const busy = await pair(v4, 4004, '127.0.0.1')
  busy[1].resume()
  for (let i = 0; i < 20; i++) busy[0].write(Buffer.alloc(50_000))
  const unread = await pair(v6, 4006, '::1')
  unread[1].pause()
  unread[0].write('unread')
  const half = await pair(v4, 4004, '127.0.0.1')
  half[0].end()
  const gone = await pair(v4, 4004, '127.0.0.1')
  gone[0].resume()
  gone[1].resume()
  gone[0].end()
  await sleep(50)
  gone[1].end()
  const mapped = await pair(both, 4007, '127.0.0.1')
  mapped[0].setKeepAlive(true, 500_000)
  const lost = connectTo({ port: 9, host: '192.0.2.1' })
  lost.on('error', () => {})
  await sleep(400)
  return [...busy, ...unread, ...half, ...mapped, lost]
}

const look = (connection: Connection) => {
  const extensions = Object.values(EXTENSION).reduce((mask, bit) => mask | bit, 0)
  const records = [...connection.dump(tcpRequest({ extensions }), inetDiagParser(wholeRecord))]
  const perFamily = (['inet', 'inet6'] as const).flatMap(family => [
    ...connection.dump(inetRequest('tcp', family), inetDiagParser(wholeRecord)),
  ])
  const udp = [...connection.dump(inetRequest('udp', 'inet'), inetDiagParser(wholeRecord))]
  const unix = [
    ...connection.dump(
      unixRequest({ show: SHOW.name | SHOW.queues | SHOW.peer }),
      unixDiagParser(),
    ),
  ]
  return { records, perFamily, udp, unix }
}

/** Follows destroyed sockets, kills one, and dumps on the same socket meanwhile. */
const destroy = async (connection: Connection): Promise<unknown> => {
  const groups = Object.values(DESTROY_GROUPS)
  const events = connection.subscribe(groups, inetDiagParser(wholeRecord))
  const find = (): InetDiag | undefined =>
    [...connection.dump(tcpRequest(), inetDiagParser(wholeRecord))].find(
      socket => socket.remote.port === 4007 && socket.state === 'ESTABLISHED',
    )
  const victim = find()!
  connection.ask(destroyRequest('tcp', victim), () => null)
  const datagram = createSocket('udp4').bind(5006, '127.0.0.1')
  await once(datagram, 'listening')
  datagram.close()
  await sleep(100)
  const after = find()
  while (connection.poll(100));
  const seen = events.take()
  const wrong = { ...victim, cookie: victim.cookie + 1_000_000n }
  let refused = ''
  try {
    connection.ask(destroyRequest('tcp', wrong), () => null)
  } catch (error) {
    refused = (error as Error).message
  }
  return {
    gone: after === undefined,
    tcp: seen.some(socket => socket.cookie === victim.cookie && socket.tcpInfo !== null),
    udp: seen.some(socket => socket.local.port === 5006),
    protocols: [...new Set(seen.map(socket => socket.protocol))],
    refused,
  }
}

const main = async (): Promise<void> => {
  execFileSync('ip', ['link', 'set', 'lo', 'up'])
  // packets to an address that is nobody's, so that a connection stays in SYN_SENT
  execFileSync('ip', ['route', 'add', '192.0.2.0/24', 'dev', 'lo'])
  await build()
  createSocket('udp4').bind(5005, '127.0.0.1')
  await sleep(50)
  const connection = connect(netlinkSocket(openSys()), {
    report: problem => void process.stderr.write(`${problem.at}: ${problem.problem}\n`),
  })
  const seen = look(connection)
  const said = { tcp: ss('-tinmoe'), udp: ss('-ue'), unix: ss('-xe') }
  const killed = await destroy(connection)
  connection.close()
  process.stdout.write(
    JSON.stringify({ seen, said, killed }, (_, item: unknown) =>
      typeof item === 'bigint' ? item.toString() : item,
    ),
    () => process.exit(0),
  )
}

await main()
