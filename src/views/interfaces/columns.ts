import { ipText } from '../../model/address.ts'
import { hardwareName, hardwareText } from '../../model/hardware.ts'
import {
  hasFlag,
  INTERFACE_FLAGS,
  type Interface,
  type InterfaceAddress,
  type InterfaceFlag,
} from '../../model/interface.ts'
import { scopeOf } from '../../model/scope.ts'
import type { Column, Tone, Value } from '../../model/table.ts'
import { addressWhere, numberColumn as number, textColumn as text } from '../column.ts'
import { COUNTING } from './counters.ts'
import type { InterfaceLook } from './row.ts'

type Col = Column<InterfaceLook>

/** One value for each address. */
const ofAddress = (
  name: string,
  header: string,
  help: string,
  get: (address: InterfaceAddress) => Value,
  more: Partial<Col> = {},
): Col =>
  text({
    key: `addresses.${name}`,
    header,
    help,
    each: 'addresses',
    items: row => row.addresses.length,
    value: row => row.addresses.map(get),
    ...more,
  })

const withPrefix = ({ ip, prefix }: InterfaceAddress): string => `${ipText(ip)}/${prefix}`

const exposure = ({ addresses }: Interface): Tone =>
  addresses.some(({ ip }) => scopeOf(ip) === 'public')
    ? 'far'
    : addresses.length > 0
      ? 'near'
      : 'plain'

const flagsOf = (flags: number): InterfaceFlag[] =>
  (Object.keys(INTERFACE_FLAGS) as InterfaceFlag[]).filter(flag => hasFlag(flags, flag))

/** As `ip link` has it; a loopback is up and its driver says nothing of it. */
export const stateOf = ({ flags, operstate }: Interface): string | null => {
  if (flags === null) return operstate
  if (!hasFlag(flags, 'UP')) return 'down'
  return operstate === null || operstate === 'unknown' ? 'up' : operstate
}

/** The vocabulary of the view, in the order of the JSON. */
export const INTERFACE_COLUMNS: readonly Col[] = [
  text({
    key: 'interface',
    header: 'Interface',
    help: 'its name',
    rank: 9,
    value: row => row.name,
  }),
  number({ key: 'index', header: 'Index', help: 'its number', value: row => row.index }),
  text({
    key: 'type',
    header: 'Type',
    help: 'kind of link: ether, loopback, none, ...; a number where it has no name here',
    value: row => (row.type === null ? null : hardwareName(row.type)),
  }),
  text({
    key: 'state',
    header: 'State',
    help: 'up, down, dormant, lowerlayerdown, ...; without a driver that tells: up where it may be used',
    rank: 8,
    value: stateOf,
    tone: row => (stateOf(row) === 'up' ? 'plain' : 'warn'),
  }),
  text({
    key: 'flags',
    header: 'Flags',
    help: "the kernel's flags, IFF_ left out",
    rank: 3,
    value: row => (row.flags === null ? null : flagsOf(row.flags)),
  }),
  number({
    key: 'mtu',
    header: 'MTU',
    help: 'the largest packet, bytes',
    rank: 3,
    value: row => row.mtu,
  }),
  number({
    key: 'tx_queue_len',
    header: 'TxQueue',
    help: 'packets that may wait to be sent',
    value: row => row.txQueueLength,
  }),
  text({
    key: 'mac',
    header: 'MAC',
    help: 'its address on the link',
    value: row =>
      row.hardware === null
        ? null
        : row.hardware.length === 0
          ? undefined
          : hardwareText(row.hardware),
  }),
  text({
    key: 'addresses',
    header: 'Addresses',
    help: 'its IP addresses, each with the bits of its network',
    rank: 7,
    cut: 'middle',
    each: 'addresses',
    parts: ['address', 'prefix', 'scope', 'label', 'peer'].map(part => `addresses.${part}`),
    items: row => row.addresses.length,
    value: row => row.addresses.map(withPrefix),
    text: (row, i) => withPrefix(row.addresses[i]!),
    tone: exposure,
  }),
  ofAddress('address', 'Address', 'IP address', ({ ip }) => ipText(ip), {
    where: addressWhere(row => row.addresses.map(({ ip }) => ip)),
    tone: exposure,
  }),
  ofAddress('prefix', 'Prefix', 'bits of its network', ({ prefix }) => prefix, {
    type: 'number',
    align: 'right',
  }),
  ofAddress('scope', 'Scope', 'loopback, link-local, private, multicast or public', ({ ip }) =>
    scopeOf(ip),
  ),
  ofAddress(
    'label',
    'Label',
    'the name it goes by, as eth0:1; unknown of IPv6 and where only files were read',
    ({ label }) => label,
  ),
  ofAddress(
    'peer',
    'Peer',
    'the other end of a point-to-point link; unknown where there is none',
    ({ peer }) => (peer === null ? null : ipText(peer)),
  ),
  ...COUNTING,
]
