import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDev } from '../../src/proc/dev.ts'
import { parseInterrupts } from '../../src/proc/interrupts.ts'
import { parseNetStat } from '../../src/proc/net-stat.ts'
import { parseSoftirqs } from '../../src/proc/softirqs.ts'
import { parseStatistic } from '../../src/proc/statistic.ts'

const host = (file: string): string =>
  readFileSync(`fixtures/hosts/path-before/proc/${file}`, 'latin1')

const DEV_HEAD =
  'Inter-|   Receive                                                |  Transmit\n' +
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n'

describe('net/dev', () => {
  it('reads sixteen counters, with or without a blank behind the colon', () => {
    const numbers = Array.from({ length: 16 }, (_, i) => BigInt(i + 1))
    const { rows, problems } = parseDev(
      `${DEV_HEAD}  eth0: ${numbers.join('   ')}\n  eth1:${numbers.map(n => n * 10n).join(' ')}\n`,
    )
    expect(problems).toEqual([])
    expect(rows.map(({ name }) => name)).toEqual(['eth0', 'eth1'])
    expect(Object.values(rows[0]!).slice(1)).toEqual(numbers)
    expect(rows[1]).toMatchObject({ rxBytes: 10n, rxDrop: 40n, txBytes: 90n, txCompressed: 160n })
  })

  it('tells a row with a counter too few, whose last is then not known', () => {
    const short = Array.from({ length: 15 }, () => '0').join(' ')
    const { rows, problems } = parseDev(`${DEV_HEAD}eth0: ${short}\nlo: ${short} 0\n`, 'net/dev')
    expect(rows.map(({ name, txCompressed }) => [name, txCompressed])).toEqual([
      ['eth0', null],
      ['lo', 0n],
    ])
    expect(problems).toMatchObject([{ at: 'net/dev:3' }])
    expect(problems[0]!.problem).toContain('txCompressed of eth0 is not a count')
  })

  it('reads that of a host', () => {
    expect(parseDev(host('net/dev')).problems).toEqual([])
  })
})

describe('net/stat/*', () => {
  it('goes by the names of the header', () => {
    const { rows, problems } = parseNetStat(
      'entries  drop early_drop\n0000000a 000000ff 00000000\n0000000a 00000001 ffffffff\n',
      'x',
    )
    expect(problems).toEqual([])
    expect(rows.map(({ cpu, counters }) => [cpu, Object.fromEntries(counters)])).toEqual([
      [0, { entries: 10, drop: 255, early_drop: 0 }],
      [1, { entries: 10, drop: 1, early_drop: 0xffffffff }],
    ])
  })

  it.each([
    ['a column too few', 'a b\n01\n02 03\n', 'the header has 2 columns, got "1 columns"'],
    ['a column too many', 'a b\n01 02 03\n02 03\n', 'the header has 2 columns, got "3 columns"'],
    ['no hex', 'a b\n01 xx\n02 03\n', 'b is not a hex u32, got "xx"'],
  ])('tells %s, and counts the CPU nevertheless', (_, text, problem) => {
    const { rows, problems } = parseNetStat(text, 'x')
    expect(problems).toMatchObject([{ at: 'x:2', problem }])
    expect(rows.map(({ cpu }) => cpu)).toEqual([1])
  })

  it('reads nf_conntrack of a host', () => {
    const text = host('net/stat/nf_conntrack')
    const { rows, problems } = parseNetStat(text, 'net/stat/nf_conntrack')
    expect(problems).toEqual([])
    expect(rows.length).toBe(text.trimEnd().split('\n').length - 1)
    expect([...rows[0]!.counters.keys()]).toContain('insert_failed')
  })

  it('reads arp_cache as Linux 6.18 prints it, its columns being of different widths', () => {
    const { rows, problems } = parseNetStat(ARP_CACHE, 'net/stat/arp_cache')
    expect(problems).toEqual([])
    expect(Object.fromEntries(rows[1]!.counters)).toMatchObject({
      lookups: 0x2ed,
      hits: 0x1c,
      unresolved_discards: 0x10,
      table_fulls: 2,
    })
  })
})

const ARP_CACHE =
  'entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast ' +
  'rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls\n' +
  '00000002 00000118 000000f8 00000002   000002c6 00000001 00000000   00000000         ' +
  '00000000         000002dc         00000000       00000000            00000000\n' +
  '00000002 000000f6 00000114 00000000   000002ed 0000001c 00000000   00000000         ' +
  '00000000         00000000         00000000       00000010            00000002\n'

describe('softirqs', () => {
  it('knows which CPU a column is of', () => {
    const { rows, problems } = parseSoftirqs(
      '       CPU0       CPU2\n   NET_TX:   358   362\n NET_RX: 7 4294967295\n',
    )
    expect(problems).toEqual([])
    expect(rows.map(({ name, counts }) => [name, Object.fromEntries(counts)])).toEqual([
      ['NET_TX', { 0: 358, 2: 362 }],
      ['NET_RX', { 0: 7, 2: 4294967295 }],
    ])
  })

  it('tells a header that is none, and a row that is too short', () => {
    expect(parseSoftirqs('nothing\n', 'x').problems[0]!.problem).toBe(
      'not the name of a CPU, got "nothing"',
    )
    expect(parseSoftirqs('CPU0 CPU1\nNET_RX: 1\n', 'x').problems[0]!.problem).toContain(
      'no field 2 (NET_RX CPU1)',
    )
  })

  it('reads those of a host', () => expect(parseSoftirqs(host('softirqs')).problems).toEqual([]))
})

describe('interrupts', () => {
  const TEXT =
    '           CPU0       CPU1\n' +
    ' 38:          0      38016 PCI-MSIX-0000:00:03.0   1-edge      virtio2-input.0\n' +
    ' 50:          3          0 IR-PCI-MSI 12345-edge mlx5_comp0@pci:0000:3b:00.0\n' +
    'NMI:          0          0   Non-maskable interrupts\n' +
    'ERR:          0\n'

  it('keeps the rows of devices, colons and all', () => {
    const { rows, problems } = parseInterrupts(TEXT)
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        irq: 38,
        counts: new Map([
          [0, 0],
          [1, 38016],
        ]),
        description: 'PCI-MSIX-0000:00:03.0 1-edge virtio2-input.0',
      },
      {
        irq: 50,
        counts: new Map([
          [0, 3],
          [1, 0],
        ]),
        description: 'IR-PCI-MSI 12345-edge mlx5_comp0@pci:0000:3b:00.0',
      },
    ])
  })

  it('tells a row with fewer numbers than CPUs', () => {
    const { problems } = parseInterrupts('CPU0 CPU1\n 38: 1\n', 'interrupts')
    expect(problems).toMatchObject([{ at: 'interrupts:2' }])
  })

  it('reads those of a host', () =>
    expect(parseInterrupts(host('interrupts')).problems).toEqual([]))
})

describe('a statistic of an interface', () => {
  it('is one number', () =>
    expect(parseStatistic('18446744073709551615\n', 'x').rows).toEqual([2n ** 64n - 1n]))
  it('or a problem', () => {
    expect(parseStatistic('\n', 'x')).toMatchObject({ rows: [], problems: [{ at: 'x:1' }] })
    expect(parseStatistic('many\n', 'x').problems[0]!.problem).toContain('not a decimal integer')
  })
})
