import type { SoftnetRow } from '../../src/proc/softnet.ts'

const DEAD = [0, 0, 0, 0, 0]

/**
 * The inverse of the parser: a row as softnet_seq_show() prints it, `%08x` and blanks, with the columns
 * that a kernel of this row's age has.
 */
export const printSoftnet = (row: SoftnetRow): string => {
  const { processed, dropped, timeSqueeze, cpuCollision, receivedRps, flowLimitCount } = row
  const { backlogLen, cpu, inputQlen, processQlen } = row
  const columns = [
    processed,
    dropped,
    timeSqueeze,
    ...DEAD,
    cpuCollision,
    ...(receivedRps === null ? [] : [receivedRps]),
    ...(flowLimitCount === null ? [] : [flowLimitCount]),
    ...(backlogLen === null ? [] : [backlogLen, cpu]),
    ...(inputQlen === null || processQlen === null ? [] : [inputQlen, processQlen]),
  ]
  return `${columns.map(column => column.toString(16).padStart(8, '0')).join(' ')}\n`
}
