/** Options that are about sockets, unless a view takes them too. */
export const SOCKET_OPTIONS = [
  'tcp',
  'udp',
  'raw',
  'unix',
  'udplite',
  'ipv4',
  'ipv6',
  'family',
  'listening',
  'all',
  'extend',
  'timers',
  'memory',
  'info',
  'programs',
  'pids',
  'resolve',
  'services',
] as const
export type SocketOption = (typeof SOCKET_OPTIONS)[number]
