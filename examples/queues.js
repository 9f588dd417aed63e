// programs that do not read what has arrived
import { sockets } from 'tsnetstat'

const query = { all: true, filter: 'recv_q > 0', sort: '-recv_q', root: process.argv[2] ?? '/' }
for (const { recv_q, owners } of sockets(query).sockets) {
  console.log(recv_q, owners?.[0]?.comm ?? '?')
}
