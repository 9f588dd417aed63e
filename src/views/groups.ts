import { ipText } from '../model/address.ts'
import type { Membership } from '../model/membership.ts'
import type { Column } from '../model/table.ts'
import { parseIgmp, parseIgmp6 } from '../proc/igmp.ts'
import { allRows, netRows } from '../sources/files.ts'
import {
  ADDRESS_LEVELS,
  addressRank,
  addressWhere,
  numberColumn as number,
  textColumn as text,
} from './column.ts'
import { listFooter } from './footer.ts'
import { groupMeaning } from './groups/meaning.ts'
import { UNLIKE_SOCKETS, type View } from './view.ts'

/** USER_HZ is 100 on every architecture that Node runs on. */
const MS_PER_TICK = 10

const COLUMNS: readonly Column<Membership>[] = [
  text({
    key: 'interface',
    header: 'Interface',
    help: 'the interface that listens',
    rank: 9,
    value: row => row.interface,
  }),
  number({ key: 'index', header: 'Index', help: 'its number', value: row => row.index }),
  text({
    key: 'family',
    header: 'Family',
    help: 'inet or inet6',
    value: row => row.family,
    order: row => (row.family === 'inet' ? 4 : 6),
  }),
  text({
    key: 'group',
    header: 'Group',
    help: 'the multicast address',
    rank: 9,
    cut: 'middle',
    value: row => ipText(row.group),
    where: addressWhere(row => [row.group]),
    levels: ADDRESS_LEVELS,
    order: (row, level) => addressRank(row.group, level),
  }),
  number({
    key: 'users',
    header: 'Users',
    help: 'how many asked for it: sockets, and the kernel itself',
    rank: 7,
    value: row => row.users,
    sum: row => row.users,
  }),
  text({
    key: 'querier',
    header: 'Querier',
    help: 'IPv4: the version of IGMP that is spoken there, V1 to V3',
    value: row => (row.family === 'inet' ? row.querier : undefined),
  }),
  {
    ...text({
      key: 'reporter',
      header: 'Reporter',
      help: 'IPv4: were we the last to report it?',
      value: row => (row.family === 'inet' ? row.reporter : undefined),
    }),
    type: 'flag',
  },
  number({
    key: 'timer_ms',
    header: 'Timer',
    help: 'until it is reported; none: no report is due',
    value: row => (row.timerTicks === null ? undefined : row.timerTicks * MS_PER_TICK),
  }),
  text({
    key: 'meaning',
    header: 'Meaning',
    help: 'who uses the address, by the registries of IANA',
    rank: 0,
    value: row => groupMeaning(row.group) ?? undefined,
  }),
]
const KEYS = COLUMNS.map(({ key }) => key)

/** Multicast groups that this host listens to, by interface. */
export const groupsView: View<Membership> = {
  name: 'groups',
  noun: 'membership',
  summary: 'multicast groups that this host listens to',
  columns: COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: () => ['interface', 'group', 'users', 'meaning'],
  asked: () => [],
  whole: () => KEYS,
  order: () => ['index', 'family', 'group'],
  read: ({ host }, want, report) => {
    const rows = allRows(host, [
      want.families.has('inet')
        ? netRows(host, 'igmp', text => parseIgmp(text, host.littleEndian), report)
        : null,
      want.families.has('inet6') ? netRows(host, 'igmp6', text => parseIgmp6(text), report) : null,
    ])
    return {
      rows,
      facts: () => ({ source: { groups: 'proc' } }),
      footer: (kept, shown) => listFooter('membership', kept, shown, 0, ''),
      aside: null,
      notes: () => [],
    }
  },
}
