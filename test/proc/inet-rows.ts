import { parseInet, type InetFormat, type InetRow } from '../../src/proc/inet.ts'

// lines in the format strings of get_tcp4_sock(), get_timewait4_sock(), get_openreq4(),
// udp4_format_sock() and raw_sock_seq_show()
export const TCP4: InetFormat = { family: 4, tcp: true, littleEndian: true }
export const TCP6: InetFormat = { family: 6, tcp: true, littleEndian: true }
export const UDP4: InetFormat = { family: 4, tcp: false, littleEndian: true }
const HEADER = '  sl  local_address rem_address   st ...\n'

/** A row to keep. */
export const snapshot = (row: InetRow) => ({
  localIp: { ...row.local },
  localPort: row.localPort,
  remoteIp: { ...row.remote },
  remotePort: row.remotePort,
  state: row.state,
  txQueue: row.txQueue,
  rxQueue: row.rxQueue,
  timer: row.timer,
  timerTicks: row.timerTicks,
  retransmits: row.retransmits,
  uid: row.uid,
  probes: row.probes,
  inode: row.inode,
  drops: row.drops,
})

export const parse = (lines: string, format: InetFormat) =>
  parseInet(`${HEADER}${lines}`, 'net/test', format, snapshot)

/** A tcp row with one field changed. */
export const row = (
  over: Partial<Record<'local' | 'remote' | 'st' | 'when' | 'uid' | 'inode', string>>,
) =>
  `   0: ${over.local ?? '0100007F:0016'} ${over.remote ?? '00000000:0000'} ${over.st ?? '0A'} ` +
  `00000000:00000000 00:${over.when ?? '00000000'} 00000000 ${over.uid ?? '    0'}        0 ` +
  `${over.inode ?? '7'} 1 0000000000000000 100 0 0 10 0`
