import { connect } from '../../src/netlink/connection.ts'
import { inetDiagParser } from '../../src/netlink/inet-diag.ts'
import { inetRequest, tcpRequest } from '../../src/netlink/inet-diag-request.ts'
import { openSys } from '../../src/sys/index.ts'
import { netlinkSocket } from '../../src/sys/netlink-socket.ts'

// What netlink.ts measures: dump and decode the sockets of `ss -tuan` once, into rows as a source keeps
// them. Prints how many, and the milliseconds that opening and dumping took.

const begin = performance.now()
const connection = connect(netlinkSocket(openSys()), { report: () => {} })
const opened = performance.now()
const parser = inetDiagParser(diag => ({
  family: diag.family,
  state: diag.state,
  local: diag.local,
  remote: diag.remote,
  inode: diag.inode,
  cookie: diag.cookie,
  uid: diag.uid,
  recvQ: diag.rqueue,
  sendQ: diag.wqueue,
}))
const rows = []
const requests = [tcpRequest(), inetRequest('udp', 'inet'), inetRequest('udp', 'inet6')]
for (const request of requests) {
  for (const row of connection.dump(request, parser, { stream: true })) rows.push(row)
}
const done = performance.now()
connection.close()
console.log(JSON.stringify({ rows: rows.length, open: opened - begin, dump: done - opened }))
