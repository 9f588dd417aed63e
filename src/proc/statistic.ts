import { parseLines, type Parsed } from '../base/text.ts'
import { long } from './long.ts'

/** /sys/class/net/IFACE/statistics/NAME: one u64; netstat_show() in net/core/net-sysfs.c. */
export const parseStatistic = (text: string, file: string): Parsed<bigint> =>
  parseLines(text, file, 0, f => long(f, 0, 'counter'))
