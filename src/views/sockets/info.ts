import type { SocketInfo } from '../../model/socket.ts'
import type { TcpInfo } from '../../model/tcp-info.ts'
import type { Value } from '../../model/table.ts'
import { unitOfKey } from '../../model/units.ts'
import { cgroupWord, deviceWord, markCondition } from './conditions.ts'
import { infoText } from './info-text.ts'
import { TCP_INFO_FIELDS } from './info-fields.ts'
import { inet, text, type Col } from './row.ts'

/** tcpi_min_rtt before the first measurement */
const NO_MIN_RTT = 0xffffffff

const tcpValue = (tcp: TcpInfo | null | undefined, field: keyof TcpInfo): Value => {
  const value = tcp?.[field] ?? null
  return field === 'minRttUs' && value === NO_MIN_RTT ? null : value
}

const SHORT: { readonly [key: string]: string } = {
  rtt_us: 'rtt',
  snd_cwnd_segments: 'cwnd',
  total_retrans_segments: 'retrans',
}

const shortOf = (key: string): { short?: string } =>
  SHORT[key] === undefined ? {} : { short: SHORT[key] }

const detail = (
  key: string,
  help: string,
  get: (info: SocketInfo) => Value,
  type: 'text' | 'number' = 'number',
): Col => ({
  ...text({
    key,
    header: key,
    help,
    value: row => inet(row, ({ info }) => (info === null ? null : get(info))),
  }),
  align: type === 'number' ? 'right' : 'left',
  type,
})

const SHUTDOWN = ['none', 'receive', 'send', 'both']

const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

const snakeKeys = (value: object): Value =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => [snake(key), each as Value]))

/** What `--info` adds: TCP_INFO and what else the kernel tells of a connection. */
export const INFO_COLUMNS: readonly Col[] = [
  text({
    key: 'tcp_info',
    header: 'TCP info',
    help: 'the connection as the kernel sees it: times, windows, bytes, losses',
    rank: 9,
    below: true,
    parts: TCP_INFO_FIELDS.map(({ key }) => `tcp_info.${key}`),
    value: row => inet(row, infoText),
  }),
  ...TCP_INFO_FIELDS.map(({ key, field, help }): Col => {
    const type = field === 'appLimited' ? 'flag' : 'number'
    const value: Col['value'] = row => inet(row, ({ info }) => tcpValue(info?.tcp, field))
    const column = { key: `tcp_info.${key}`, header: key, help, type, rank: 5, value } as const
    return { ...column, align: 'right', ...shortOf(key), ...unitOfKey(key) }
  }),
  detail('congestion', 'congestion control algorithm', info => info.congestion, 'text'),
  detail(
    'congestion_info',
    'what the algorithm (bbr, dctcp, vegas) says of itself',
    info => (info.congestionInfo === null ? null : snakeKeys(info.congestionInfo)),
    'text',
  ),
  detail('ulp', 'upper layer protocol: tls, mptcp', info => info.ulp, 'text'),
  detail(
    'shutdown',
    'directions that are closed: none, receive, send, both',
    ({ shutdown }) => (shutdown === null ? null : (SHUTDOWN[shutdown] ?? null)),
    'text',
  ),
  detail('tos', 'type of service byte, IPv4', info => info.tos),
  detail('tclass', 'traffic class, IPv6', info => info.tclass),
  {
    ...detail('mark', 'SO_MARK; needs CAP_NET_ADMIN to see', info => info.mark),
    short: 'fwmark',
    terse: true,
    where: markCondition,
  },
  detail('class_id', 'net_cls class, or SO_PRIORITY', info => info.classId),
  {
    ...detail('cgroup_id', 'inode of its cgroup v2 directory', info => info.cgroupId),
    short: 'cgroup',
    terse: true,
    word: cgroupWord,
  },
  {
    ...detail(
      'ifindex',
      'device it is bound to, 0: none; a filter takes names',
      info => info.ifindex,
    ),
    short: 'dev',
    terse: true,
    word: deviceWord,
  },
]

/** Keys of what `--info` adds to data formats. */
export const INFO_KEYS: ReadonlySet<string> = new Set(
  INFO_COLUMNS.filter(({ parts }) => parts === undefined).map(({ key }) => key),
)
