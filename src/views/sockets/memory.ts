import type { SocketMemory } from '../../model/socket-memory.ts'
import type { Value } from '../../model/table.ts'
import { bytesText, unitOfKey } from '../../model/units.ts'
import type { ProtocolMemory } from '../../sources/kernel-memory.ts'
import { number, text, type Col, type SocketRow } from './row.ts'

type Field = keyof SocketMemory

const FIELDS: readonly [key: string, field: Field, help: string][] = [
  ['rmem_bytes', 'rmemAlloc', 'received and not yet read, with the overhead of each packet'],
  ['rcvbuf_bytes', 'rcvbuf', 'limit of rmem_bytes'],
  ['wmem_bytes', 'wmemAlloc', 'handed to the device and not yet freed'],
  ['sndbuf_bytes', 'sndbuf', 'limit of queued_bytes'],
  ['forward_alloc_bytes', 'forwardAlloc', 'charged to the protocol and not yet used'],
  ['queued_bytes', 'wmemQueued', 'written and not yet acknowledged'],
  ['optmem_bytes', 'optmem', 'options and filters'],
  ['backlog_bytes', 'backlog', 'waiting while the socket is in use'],
  ['drops', 'drops', 'packets this socket lost'],
]

/** `receive 12K of 208K, send 0 of 16K`, and the rest where there is any. */
const memoryText = ({ memory }: SocketRow): string => {
  if (memory === null) return '?'
  const extra: readonly [string, number | null][] = [
    ['in the device', memory.wmemAlloc],
    ['forward', memory.forwardAlloc],
    ['options', memory.optmem],
    ['backlog', memory.backlog],
  ]
  return [
    `receive ${bytesText(memory.rmemAlloc)} of ${bytesText(memory.rcvbuf)}`,
    `send ${bytesText(memory.wmemQueued)} of ${bytesText(memory.sndbuf)}`,
    ...extra.filter(([, bytes]) => bytes).map(([name, bytes]) => `${name} ${bytesText(bytes!)}`),
    ...(memory.drops ? [`${memory.drops} dropped`] : []),
  ].join(', ')
}

/** What the socket costs now; limits cost nothing. */
const heldBytes = (memory: SocketMemory): number =>
  memory.rmemAlloc + memory.wmemQueued + memory.forwardAlloc + memory.optmem + (memory.backlog ?? 0)

/** What `-m` adds: the kernel memory of each socket. */
export const MEMORY_COLUMNS: readonly Col[] = [
  text({
    key: 'memory',
    header: 'Memory',
    help: 'kernel memory that the socket holds, and its limits',
    rank: 9,
    below: true,
    parts: FIELDS.map(([key]) => `memory.${key}`),
    value: memoryText,
    sum: ({ memory }) => (memory === null ? null : heldBytes(memory)),
    sumText: bytesText,
    order: ({ memory }) => (memory === null ? null : heldBytes(memory)),
  }),
  ...FIELDS.map(([key, field, help]) =>
    number({
      key: `memory.${key}`,
      header: key,
      help,
      ...unitOfKey(key),
      value: ({ memory }) => memory?.[field] ?? null,
      // limits of several sockets add up to nothing
      ...(!key.endsWith('buf_bytes') && { sum: ({ memory }) => memory?.[field] ?? null }),
      ...(field !== 'drops' && {
        text: ({ memory }) => bytesOrNull(memory?.[field] ?? null),
        sumText: bytesText,
      }),
    }),
  ),
]

const bytesOrNull = (bytes: number | null): string | null =>
  bytes === null ? null : bytesText(bytes)

/** `kernel memory of the whole machine: TCP 12K of 2.2G, UDP 0 of 4.4G` */
export const kernelText = (all: readonly ProtocolMemory[]): string =>
  `kernel memory of the whole machine: ${all
    .map(({ protocol, bytes, pressureBytes, limitBytes }) => {
      const short = bytes >= pressureBytes ? ', short of it' : ''
      return `${protocol.toUpperCase()} ${bytesText(bytes)} of ${bytesText(limitBytes)}${short}`
    })
    .join(', ')}`

/** The same for JSON, by protocol. */
export const memoryFacts = (all: readonly ProtocolMemory[]): Value =>
  Object.fromEntries(
    all.map(({ protocol, bytes, pressureBytes, limitBytes }) => [
      protocol,
      { bytes, pressure_bytes: pressureBytes, limit_bytes: limitBytes },
    ]),
  )
