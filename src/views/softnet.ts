import { errnoOf, Failure } from '../base/errors.ts'
import type { Column, Value } from '../model/table.ts'
import { parseSoftnet, type SoftnetRow } from '../proc/softnet.ts'
import type { View } from './view.ts'

type Counter = Exclude<keyof SoftnetRow, 'cpu'>

const counter = (
  key: string,
  field: Counter,
  narrow: string,
  help: string,
  tone: 'warn' | 'plain' = 'plain',
): Column<SoftnetRow> => ({
  key,
  header: key,
  narrow,
  align: 'right',
  type: 'number',
  rank: 5,
  help,
  value: row => row[field],
  sum: row => row[field],
  tone: row => (row[field] ? tone : 'plain'),
})

const COLUMNS: readonly Column<SoftnetRow>[] = [
  {
    key: 'cpu',
    header: 'cpu',
    align: 'right',
    type: 'number',
    rank: 9,
    help: 'number of the CPU',
    value: row => row.cpu,
  },
  counter(
    'processed',
    'processed',
    'processed',
    'packets received, once per pass through the stack',
  ),
  counter(
    'dropped',
    'dropped',
    'dropped',
    'packets lost: the backlog of this CPU was full',
    'warn',
  ),
  counter(
    'time_squeeze',
    'timeSqueeze',
    'squeeze',
    'polls that stopped with work left; no loss by itself',
  ),
  counter(
    'cpu_collision',
    'cpuCollision',
    'collide',
    'transmit lock collisions; always 0 since Linux 4.8',
  ),
  counter('received_rps', 'receivedRps', 'rps', 'wake-ups from other CPUs for RPS; since 2.6.35'),
  counter(
    'flow_limit_count',
    'flowLimitCount',
    'flow',
    'packets this CPU dropped as of a flow too large; since 3.11',
    'warn',
  ),
  counter('backlog_len', 'backlogLen', 'backlog', 'packets queued now; since 5.10'),
  counter('input_qlen', 'inputQlen', 'input', 'packets queued now for the next poll; since 6.4'),
  counter(
    'process_qlen',
    'processQlen',
    'process',
    'packets queued now in the poll under way; since 6.4',
  ),
]
const KEYS = COLUMNS.map(({ key }) => key)

/** Per CPU: what the kernel's receive softirq processed, dropped, and had no time for. */
export const softnetView: View<SoftnetRow> = {
  name: 'softnet',
  noun: 'CPU',
  summary: 'per CPU: packets processed, dropped, and polls cut short',
  columns: COLUMNS,
  ports: [],
  takes: [],
  shown: () => KEYS,
  asked: () => KEYS,
  whole: () => KEYS,
  order: () => ['cpu'],
  read: ({ host }, _, report) => {
    let text: string
    try {
      text = host.fs.text('proc/net/softnet_stat', 'latin1')
    } catch (error) {
      throw new Failure(
        `/proc/net/softnet_stat cannot be read (${errnoOf(error) ?? String(error)})`,
      )
    }
    const { rows, problems } = parseSoftnet(text)
    problems.forEach(report)
    return {
      rows,
      facts: (): { [key: string]: Value } => ({ source: { softnet: 'proc' } }),
      footer: () => null,
      aside: 'since boot, for the whole machine: these counters know no network namespace',
      notes: () => [],
    }
  },
}
