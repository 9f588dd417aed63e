import type { InetSocket, Want } from '../model/socket.ts'
import type { Column } from '../model/table.ts'
import { bytesText } from '../model/units.ts'
import { socketsView } from './sockets.ts'

/** A socket at its end. */
export interface EventRow extends InetSocket {
  readonly event: 'closed'
  readonly time: Date
}

type Col = Column<EventRow>

const two = (number: number): string => String(number).padStart(2, '0')

/** Of the day, on the clock on the wall. */
const clockText = (time: Date): string =>
  [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':') +
  `.${String(time.getMilliseconds()).padStart(3, '0')}`

/** UDP has no TCP_INFO: with --info the keys are there and null, here they would be most of the line. */
const ofTcp = (column: Col): Col =>
  column.key.startsWith('tcp_info')
    ? { ...column, value: row => (row.proto === 'tcp' ? column.value(row) : undefined) }
    : column

/** What a filter may ask of an event, in the order of the JSON: those of a socket, and two before them. */
export const EVENT_COLUMNS: readonly Col[] = [
  {
    key: 'time',
    header: 'Time',
    align: 'left',
    type: 'text',
    rank: 4,
    help: 'when it was told',
    value: ({ time }) => time.toISOString(),
    text: ({ time }) => clockText(time),
  },
  {
    key: 'event',
    header: 'Event',
    align: 'left',
    type: 'text',
    rank: 1,
    help: 'closed',
    value: ({ event }) => event,
  },
  ...socketsView.columns.map(ofTcp),
]

export const EVENT_ENDS = socketsView.ends
export const EVENT_WORDS = socketsView.words

const columnOf = (key: string): Col => EVENT_COLUMNS.find(column => column.key === key)!

/** The columns of an event in JSON. */
export const eventData = (want: Want): Col[] => {
  // congestion control, shutdown and their like are not told at the end
  const keys = socketsView.whole({ ...want, timer: false, memory: false, info: false })
  const counters = EVENT_COLUMNS.filter(
    ({ key, parts }) => key.startsWith('tcp_info') && parts === undefined,
  )
  const owned = keys.filter(key => key.startsWith('owners.'))
  const rest = keys.filter(key => !key.startsWith('owners.'))
  return [...['time', 'event', ...rest].map(columnOf), ...counters, ...owned.map(columnOf)]
}

/** A counter as a column of a line; nothing where the row has no such thing. */
const counter = (key: string, header: string, rank: number): Col => {
  const column = columnOf(key)
  return {
    ...column,
    header,
    rank,
    text: row => {
      const value = column.value(row)
      if (value === undefined) return ''
      return typeof value === 'bigint' ? bytesText(value) : value === null ? null : String(value)
    },
  }
}

/** The columns of an event in a line for people. */
export const eventText = (want: Want): Col[] => [
  ...['time', 'proto', 'local', 'remote', 'event'].map(columnOf),
  counter('tcp_info.bytes_sent', 'Sent', 3),
  counter('tcp_info.bytes_received', 'Received', 3),
  counter('tcp_info.total_retrans_segments', 'Retrans', 2),
  ...(want.owners ? ['owners.pid', 'owners.cmdline'].map(columnOf) : []),
]
