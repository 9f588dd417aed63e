import { USAGE } from '../../src/cli/classic/usage.ts'
import type { Outcome } from './netstat.ts'

/** A difference from netstat 2.10 that is meant, and what of the output is left out of the comparison. */
interface Difference {
  readonly why: string
  /** hosts where it is met; without it, any */
  readonly in?: readonly string[]
  /** what tsnetstat prints instead of this output */
  instead?(theirs: Outcome): Outcome
  /** where neither output can be compared with the other */
  readonly omit?: RegExp
}

const replaced = ({ out, err, code }: Outcome, pattern: RegExp, by: string): Outcome => ({
  out: out.replaceAll(pattern, by),
  err: err.replaceAll(pattern, by),
  code,
})

const DIFFERENCES: readonly Difference[] = [
  {
    why: 'net-tools prints a dot for what could steer a terminal only since CVE-2024-58251, 2.10 does not',
    instead: theirs => replaced(theirs, /[^\n -~]/g, '.'),
  },
  {
    why: 'net-tools prints what stands in memory behind its names of states',
    in: ['hostile', 'classic-hostile'],
    instead: theirs =>
      replaced(
        theirs,
        /(?<=:\d+ +)(%llu packets directly queued to recvmsg prequeue|LISTENING  |CONN SENT  )/g,
        'UNKNOWN    ',
      ),
  },
  {
    why: 'of a row that ends before its inode, net-tools prints what the row before left in memory',
    in: ['hostile', 'classic-hostile'],
    omit: /(?<=^(udp .*:5002|tcp .*10\.7\.7\.7:22|udp .*10\.1\.1\.77:\w+) ).*$|(?<=^unix.* LISTENING {5})(70113|\? {4}).*$/gm,
  },
  {
    why: 'net-tools writes the end of an address of ten digits over the beginning of the one before',
    in: ['classic-hostile'],
    omit: /^\S* +(?=(M0ABC-1|\*) .*rose0)/gm,
  },
  {
    why: 'the usage is told in other words',
    instead: ({ out, err, code }) => ({
      out,
      err: err.replace(/^usage: netstat [^]*$/m, `${USAGE}\n`),
      code,
    }),
  },
]

/** Both outcomes, without what is meant to differ between them. */
export const comparable = (
  host: string,
  theirs: Outcome,
  ours: Outcome,
): { readonly theirs: Outcome; readonly ours: Outcome } => {
  const met = DIFFERENCES.filter(difference => difference.in?.includes(host) ?? true)
  const omit = (outcome: Outcome): Outcome =>
    met.reduce((rest, difference) => replaced(rest, difference.omit ?? NOTHING, ''), outcome)
  return {
    theirs: omit(met.reduce((rest, { instead }) => instead?.(rest) ?? rest, theirs)),
    ours: omit(ours),
  }
}

const NOTHING = /(?!)/g
