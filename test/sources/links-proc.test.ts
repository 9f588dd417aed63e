import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/sources/index.ts'
import type { Problem } from '../../src/base/errors.ts'
import { readLinkCounts } from '../../src/sources/link-counts.ts'
import { procLinks } from '../../src/sources/links-proc.ts'
import type { Tree } from '../proc/fake-fs.ts'
import { fakeHost, fixtureHost } from './hosts.ts'

const HEAD = 'Inter-|   Receive\n face |bytes\n'
const dev = (name: string, rxBytes: number): string =>
  `  ${name}: ${rxBytes} 10 4 7 2 6 0 0 2000 20 0 5 0 0 3 0\n`
const statistics = (name: string, rxBytes: string): Tree => ({
  [`sys/class/net/${name}/statistics/rx_bytes`]: rxBytes,
  [`sys/class/net/${name}/statistics/rx_dropped`]: '1\n',
  [`sys/class/net/${name}/statistics/rx_missed_errors`]: '6\n',
})

/** As this host's own files, which are of one moment. */
const running = (tree: Tree): Host => {
  const host = fakeHost(tree)
  return { ...host, fs: { ...host.fs, root: '/' } }
}

const read = (tree: Tree) => {
  const problems: Problem[] = []
  const { counts, devices } = readLinkCounts(procLinks(running(tree)), problem =>
    problems.push(problem),
  )
  const found = Object.fromEntries(
    counts.map(each => [`${each.interface} ${each.name}`, each.total]),
  )
  return { found, devices, problems, sources: new Set(counts.map(({ source }) => source)) }
}

describe('interfaces from files', () => {
  it('tell losses apart where /sys has them', () => {
    const { found, devices, sources } = read({
      'proc/net/dev': HEAD + dev('eth0', 1000),
      ...statistics('eth0', '1000\n'),
    })
    expect(found).toEqual({
      'eth0 rx_bytes': 1000n,
      'eth0 rx_dropped': 1n,
      'eth0 rx_missed_errors': 6n,
    })
    expect(devices).toEqual(['eth0'])
    expect([...sources]).toEqual(['/sys/class/net/eth0/statistics'])
  })

  it.each<[string, Tree]>([
    ['has no /sys', {}],
    ['has another interface there', statistics('eth1', '1000\n')],
    [
      'has one interface more there',
      { ...statistics('eth0', '1000\n'), ...statistics('eth1', '1\n') },
    ],
    ['has an interface of that name there that received less', statistics('eth0', '999\n')],
    ['has an interface of that name there that received more', statistics('eth0', '1001\n')],
  ])('come from /proc/net/dev, by its own words for what is a sum, on a host that %s', (_, sys) => {
    const { found, sources } = read({ 'proc/net/dev': HEAD + dev('eth0', 1000), ...sys })
    expect([...sources]).toEqual(['/proc/net/dev'])
    expect(found).toMatchObject({
      'eth0 rx_packets': 10n,
      'eth0 rx_drop': 7n,
      'eth0 rx_frame': 6n,
      'eth0 tx_dropped': 5n,
      'eth0 tx_carrier': 3n,
    })
    expect(found).not.toHaveProperty('eth0 rx_dropped')
  })

  it('pass over what is no interface: bonding_masters is a file', () => {
    const tree = { 'proc/net/dev': HEAD + dev('eth0', 1000), ...statistics('eth0', '1000\n') }
    const masters = Object.assign(new Error('ENOTDIR: fake'), { code: 'ENOTDIR' })
    const { sources } = read({ ...tree, 'sys/class/net/bonding_masters': masters })
    expect([...sources]).toEqual(['/sys/class/net/eth0/statistics'])
  })

  it('tell a counter that is no number, and have none of it', () => {
    const { found, problems } = read({
      'proc/net/dev': HEAD + dev('eth0', 1000),
      ...statistics('eth0', '1000\n'),
      'sys/class/net/eth0/statistics/rx_dropped': 'many\n',
    })
    expect(problems).toMatchObject([{ at: 'sys/class/net/eth0/statistics/rx_dropped:1' }])
    expect(found).not.toHaveProperty('eth0 rx_dropped')
  })

  it('are none where there is no file', () => {
    expect(read({})).toMatchObject({ found: {}, devices: [], problems: [] })
  })

  it('of a captured tree, whose files are of several moments, are told apart all the same', () => {
    const { counts, devices } = readLinkCounts(procLinks(fixtureHost('path-before')), () => {})
    expect(devices.toSorted()).toEqual(['lo', 'v0', 'v1'])
    const sources = new Set(counts.map(({ source }) => source))
    expect(sources.has('/sys/class/net/v0/statistics')).toBe(true)
  })
})
