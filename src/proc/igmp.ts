import { swap32 } from '../base/bytes.ts'
import { ParseError, type Problem } from '../base/errors.ts'
import { eachLine, parseLines, type Parsed } from '../base/text.ts'
import { ipv4 } from '../model/address.ts'
import type { Membership } from '../model/membership.ts'
import { address6 } from './address.ts'

/** `2<tab>eth0      :     1      V3` */
const DEVICE = /^(\d{1,10})\t([^\s:]+(?::\d+)?)\s*:\s*(\d{1,10})(?:\s+(\S+))?\s*$/
/** `<tabs>010000E0     1 0:00000000<tabs>0` */
const GROUP = /^\t+([0-9A-Fa-f]{8})\s+(\d{1,10})\s+([01]):([0-9A-Fa-f]{1,16})\s+([01])\s*$/

/**
 * /proc/net/igmp: a line for each device, under it one for each of its groups, set in by tabs;
 * igmp_mc_seq_show() in net/ipv4/igmp.c. Addresses are words of the host.
 */
export const parseIgmp = (
  text: string,
  littleEndian: boolean,
  file = 'net/igmp',
): Parsed<Membership> => {
  const rows: Membership[] = []
  const problems: Problem[] = []
  let device: Pick<Membership, 'interface' | 'index' | 'querier'> | null = null
  eachLine(text, (from, to, line, ended) => {
    if (line === 1) return
    const whole = text.slice(from, to)
    const fail = (problem: string): void =>
      void problems.push(new ParseError(`${file}:${line}`, problem, whole))
    if (!ended) return fail('the file ends inside this line')
    if (!whole.startsWith('\t')) {
      const found = DEVICE.exec(whole)
      device =
        found === null
          ? null
          : { index: Number(found[1]), interface: found[2]!, querier: found[4] ?? null }
      return found === null ? fail('not the line of a device') : undefined
    }
    const found = GROUP.exec(whole)
    if (found === null) return fail('not the line of a group')
    if (device === null) return fail('a group without a device above it')
    const word = Number.parseInt(found[1]!, 16)
    rows.push({
      family: 'inet',
      ...device,
      group: ipv4(littleEndian ? swap32(word) : word),
      users: Number(found[2]),
      timerTicks: found[3] === '1' ? Number.parseInt(found[4]!, 16) : null,
      reporter: found[5] === '1',
    })
  })
  return { rows, problems }
}

/** MAF_TIMER_RUNNING in include/net/if_inet6.h */
const TIMER_RUNNING = 1

/** /proc/net/igmp6, no header, a line for each group of each device; igmp6_mc_seq_show() in net/ipv6/mcast.c. */
export const parseIgmp6 = (text: string, file = 'net/igmp6'): Parsed<Membership> =>
  parseLines(text, file, 0, f => ({
    family: 'inet6',
    index: f.count53(0, 'index'),
    interface: f.word(1, 'device'),
    group: address6(f, 2, 'group', false),
    users: f.count53(3, 'users'),
    timerTicks: (f.hex(4, 'flags') & TIMER_RUNNING) !== 0 ? f.dec(5, 'timer') : null,
    reporter: null,
    querier: null,
  }))
