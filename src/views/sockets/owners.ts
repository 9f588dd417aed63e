import type { Owner } from '../../model/socket.ts'
import type { Value } from '../../model/table.ts'
import { leafOf } from '../../model/tree.ts'
import { text, type Col, type ColumnBase } from './row.ts'

type OwnerColumn = Omit<ColumnBase, 'value' | 'text' | 'brief'> & {
  get(owner: Owner): Value
  show?(owner: Owner): string | null
  /** what the text of one owner is made of */
  made?(owner: Owner): number
  short?: string
  brief?(owner: Owner, room: number): string | null
}

const owner = ({ get, show, made, brief, ...column }: OwnerColumn): Col => ({
  ...text({ ...column, each: 'owners', value: row => row.owners?.map(get) ?? null }),
  items: row => row.owners?.length ?? null,
  item: (row, i) => get(row.owners![i]!),
  text: (row, i) => (show ?? (each => ownText(get(each))))(row.owners![i]!),
  ...(made && {
    same: row => {
      const { owners } = row
      return owners?.length === 1 ? made(owners[0]!) : undefined
    },
  }),
  ...(brief && { brief: (row, i, room) => brief(row.owners![i]!, room) }),
})

const ownText = (value: Value): string | null =>
  value === null ? null : Array.isArray(value) ? value.join(',') : String(value)

/** argv as one line; a process without one (kernel thread, zombie) by its name in brackets. */
const commandLine = (owner: Owner): string | null => {
  const { cmdline } = owner
  if (cmdline !== null && cmdline.length > 0)
    return cmdline.length === 1 ? cmdline[0]! : cmdline.join(' ')
  return owner.comm === null ? null : `[${owner.comm}]`
}

/** A comm has at most 15 characters: in so little room it is the better name. */
const COMM_LENGTH = 15

/** The command line without the directory of its program; in little room the name alone. */
const shortCommand = (owner: Owner, room: number): string | null => {
  if (room <= COMM_LENGTH) return owner.comm
  return commandLine(owner)?.replace(/^\/[^ ]*\/(?=[^ /])/, '') ?? null
}

/** One value per owner; owners stand in the order of their pids. */
export const OWNER_COLUMNS: readonly Col[] = [
  owner({
    key: 'owners.pid',
    header: 'PID',
    short: 'pid',
    align: 'right',
    type: 'number',
    rank: 9,
    help: 'processes that hold the socket',
    get: ({ pid }) => pid,
    made: ({ pid }) => pid,
    order: row => row.owners?.[0]?.pid ?? null,
    known: (from, to) => leafOf({ kind: 'pid', from, to }),
  }),
  owner({
    key: 'owners.fds',
    header: 'FD',
    short: 'fd',
    type: 'number',
    help: 'descriptors through which they hold it',
    get: ({ fds }) => fds,
  }),
  owner({
    key: 'owners.comm',
    header: 'Name',
    short: 'comm',
    help: 'their short names (15 characters)',
    get: ({ comm }) => comm,
  }),
  {
    ...owner({
      key: 'owners.cmdline',
      header: 'Process',
      short: 'process',
      rank: 0,
      help: 'their command lines',
      get: ({ cmdline }) => cmdline,
      show: commandLine,
      made: ({ pid }) => pid,
      brief: shortCommand,
    }),
    match: row => row.owners?.map(commandLine) ?? null,
  },
  owner({
    key: 'owners.uid',
    header: 'Process uid',
    help: 'their effective user ids',
    type: 'number',
    align: 'right',
    get: ({ uid }) => uid,
  }),
]
