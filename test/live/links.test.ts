import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { whyNoNetlink, whyNoWorld } from './world.ts'

const why = whyNoWorld('ip', 'tc') || whyNoNetlink()

// a queue that is too short for what is sent, and then a second in which nothing moves
const SCRIPT = `
set -e
ip link set lo up
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link set v0 up
ip link set v1 up
tc qdisc add dev v0 root tbf rate 100kbit burst 1600 limit 3000
tc qdisc add dev v1 clsact
python3 - <<'PY'
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for _ in range(40):
    try:
        s.sendto(b'x' * 500, ('10.0.0.255', 9))
    except OSError:
        pass
PY
sleep 0.5
ip -j -s -s link
tc -s -j qdisc
"$NODE" bin/tsnetstat.js path --totals --all --json
# /sys is still that of the namespace this one was made from
"$NODE" bin/tsnetstat.js path --totals --all --json --source proc
mount -t sysfs sysfs /sys
"$NODE" bin/tsnetstat.js path --totals --all --json --source proc
`

interface Counter {
  readonly name: string
  readonly source: string
  readonly interface: string | null
  readonly total: number
}
interface Link {
  readonly ifname: string
  readonly stats64: { readonly [way in 'rx' | 'tx']: { readonly [name: string]: number } }
}
interface Queue {
  readonly kind: string
  readonly dev: string
  readonly drops: number
  readonly overlimits: number
  readonly requeues: number
}

const build = (): [Link[], Queue[], Counter[], Counter[], Counter[]] => {
  const out = execFileSync('unshare', ['-n', '-m', 'sh', '-c', SCRIPT], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NODE: process.execPath },
  })
  // two lines of ip and tc, and two documents over several lines
  const [links = '', queues = '', ...documents] = out.split('\n')
  const [netlink, dev, sysfs] = documents
    .join('\n')
    .split(/(?<=^"warnings":.*$)/m)
    .filter(text => text.trim() !== '')
    .map(text => JSON.parse(text) as { path: { counters: Counter[] }[] })
    .map(({ path }) => path.flatMap(({ counters }) => counters))
  return [JSON.parse(links) as Link[], JSON.parse(queues) as Queue[], netlink!, dev!, sysfs!]
}

describe.skipIf(why !== '')(`interfaces and their queues, against ip and tc${why}`, () => {
  // the body of a suite runs even where its tests do not
  if (why !== '') {
    it('is not compared here', () => {})
    return
  }
  const [links, queues, netlink, dev, sysfs] = build()
  const total = (counters: readonly Counter[], device: string, name: string): number | undefined =>
    counters.find(each => each.interface === device && each.name === name && !isQueue(each))?.total
  const isQueue = ({ source }: Counter): boolean => source.includes('qdisc')

  const NAMES = [
    'packets',
    'errors',
    'dropped',
    'length_errors',
    'crc_errors',
    'frame_errors',
    'fifo_errors',
    'over_errors',
    'missed_errors',
  ]
  const SENT = [
    'packets',
    'errors',
    'dropped',
    'carrier_errors',
    'aborted_errors',
    'fifo_errors',
    'window_errors',
  ]

  it.each([
    ['netlink', netlink],
    ['sysfs', sysfs],
  ])('%s counts as ip does', (_, counters) => {
    for (const { ifname, stats64 } of links) {
      for (const name of NAMES)
        expect([ifname, name, total(counters, ifname, `rx_${name}`)]).toEqual([
          ifname,
          name,
          stats64.rx[name],
        ])
      for (const name of SENT)
        expect([ifname, name, total(counters, ifname, `tx_${name}`)]).toEqual([
          ifname,
          name,
          stats64.tx[name],
        ])
    }
    expect(links.map(({ ifname }) => ifname).sort()).toEqual(['lo', 'v0', 'v1'])
  })

  it('a /sys of another namespace is not believed', () => {
    const devices = new Set(dev.flatMap(each => each.interface ?? []))
    expect([...devices].sort()).toEqual(['lo', 'v0', 'v1'])
    const sources = new Set(dev.flatMap(each => (each.interface === 'v1' ? [each.source] : [])))
    expect([...sources]).toEqual(['/proc/net/dev'])
    const { stats64 } = links.find(({ ifname }) => ifname === 'v1')!
    expect(total(dev, 'v1', 'rx_packets')).toBe(stats64.rx['packets'])
    expect(total(dev, 'v1', 'tx_packets')).toBe(stats64.tx['packets'])
  })

  it('queues have lost what tc says', () => {
    const said = queues
      .filter(({ kind }) => kind !== 'clsact')
      .map(({ dev, drops, overlimits, requeues }) => [dev, drops, overlimits, requeues])
    const ours = netlink.filter(isQueue).filter(({ source }) => !source.includes('clsact'))
    const devices = [...new Set(ours.map(each => each.interface))]
    expect(
      devices.map(device => [
        device,
        ...['drops', 'overlimits', 'requeues'].map(
          name => ours.find(each => each.interface === device && each.name === name)!.total,
        ),
      ]),
    ).toEqual(said)
    expect(queues.find(({ kind }) => kind === 'tbf')!.drops).toBeGreaterThan(10)
  })
})
