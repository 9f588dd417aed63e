import { errnoOf } from '../../base/errors.ts'
import { sctpCounters, snmp6Lines, snmpLines } from '../../proc/snmp-lines.ts'
import type { ClassicOptions, Section } from '../../render/classic/options.ts'
import type { Page } from '../../render/classic/page.ts'
import { statisticsWriter, type StatisticsWriter } from '../../render/classic/statistics.ts'
import type { ClassicHost, Mode } from './mode.ts'
import { errorText, fileOrNone } from './support.ts'

/** Which protocol must be listed for the counters under a title; those under all others always are. */
const SECTION_OF: { readonly [title: string]: Section } = {
  Ip: 'raw',
  Icmp: 'raw',
  Tcp: 'tcp',
  TcpExt: 'tcp',
  Udp: 'udp',
  Sctp: 'sctp',
}
const SECTION6_OF: { readonly [title: string]: Section } = {
  Ip6: 'raw',
  Icmp6: 'raw',
  Udp6: 'udp',
}

const isWanted = (
  title: string,
  of: { readonly [title: string]: Section },
  { sections }: ClassicOptions,
): boolean => !Object.hasOwn(of, title) || sections.has(of[title]!)

/** -s: counters of IPv4 and of TCP, or with -6 those of IPv6 and of TCP. */
export const statistics: Mode = async (host, options) => {
  const families = options.families.join()
  if (families !== '' && families !== 'inet' && families !== 'inet6') {
    const problem = `No statistics support for specified address family: ${families}`
    await host.print(page => page.text(`netstat: ${problem}\n`))
    return 1
  }
  await host.print(page => {
    const writer = statisticsWriter(page)
    if (families === 'inet6') inet6(host, options, page, writer)
    else inet(host, options, page, writer)
  })
  return 0
}

const inet = (
  host: ClassicHost,
  options: ClassicOptions,
  page: Page,
  writer: StatisticsWriter,
): void => {
  const wanted = (title: string): boolean => isWanted(title, SECTION_OF, options)
  const snmp = fileOf(host, 'snmp', page)
  if (snmp === null) return
  writePairs(snmp, wanted, writer, () => page.warn('Problem while parsing /proc/net/snmp'))
  const netstat = fileOrNone(host, 'proc/net/netstat')
  if (netstat !== null) {
    const broken = (): void => page.warn('Problem while parsing /proc/net/netstat')
    writePairs(text(netstat), wanted, writer, broken)
  }
  const sctp = wanted('Sctp') ? fileOrNone(host, 'proc/net/sctp/snmp') : null
  if (sctp !== null) writer.group('Sctp', sctpCounters(text(sctp)), true)
}

const inet6 = (
  host: ClassicHost,
  options: ClassicOptions,
  page: Page,
  writer: StatisticsWriter,
): void => {
  const snmp6 = fileOf(host, 'snmp6', page)
  if (snmp6 === null) return
  let last: string | null = null
  for (const { title, counter } of snmp6Lines(snmp6)) {
    const shown = isWanted(title, SECTION6_OF, options)
    if (title !== last) writer.title6(title, shown)
    if (shown) writer.counter6(title, counter)
    last = title
  }
  const snmp = fileOf(host, 'snmp', page)
  if (snmp === null) return
  const isTcp = (title: string): boolean =>
    title.startsWith('Tcp') && isWanted(title, SECTION_OF, options)
  writePairs(snmp, isTcp, writer, () => {})
}

const writePairs = (
  file: string,
  wanted: (title: string) => boolean,
  writer: StatisticsWriter,
  broken: () => void,
): void => {
  for (const line of snmpLines(file)) {
    if (line === null) broken()
    else writer.group(line.title, line.counters, wanted(line.title))
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** Without this one there are no statistics. */
const fileOf = (host: ClassicHost, name: string, page: Page): string | null => {
  const path = `proc/net/${name}`
  try {
    return text(host.fs.binary(path))
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    page.warn(`cannot open /${path}: ${errorText(code)}`)
    return null
  }
}
