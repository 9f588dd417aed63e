import { expect, it } from 'vitest'
import { decodeOwners } from '../../src/bpf/record.ts'
import { nameEveryOwner } from '../../src/bpf/whole.ts'
import { bytesOf, descriptor, end, preamble, process } from './records.ts'

type Record = readonly number[]

/** Of the sockets 100 to 199, whatever else the processes hold. */
const wanted = (inode: number): boolean => inode >= 100 && inode < 200

const answer = (pids: readonly number[], ...records: readonly Record[]): boolean =>
  nameEveryOwner(decodeOwners(bytesOf(preamble(), ...records, end), 'bpf'), pids, wanted)

const alone = (pid: number): Record => process(pid, 'sh', 0, 1)
const shared = (pid: number): Record => process(pid, 'sh', 0, 0)

it.each<[string, readonly number[], readonly Record[], boolean]>([
  ['its own socket', [7], [alone(7), descriptor(3, 100, 1)], true],
  ['one that another holds, too', [7], [alone(7), descriptor(3, 100, 2)], false],
  [
    'one under two descriptors',
    [7],
    [alone(7), descriptor(3, 100, 2), descriptor(4, 100, 2)],
    true,
  ],
  [
    'one under two descriptors, and in a message on its way',
    [7],
    [alone(7), descriptor(3, 100, 3), descriptor(4, 100, 3)],
    false,
  ],
  ['shared ones that nobody wants', [7], [alone(7), descriptor(3, 200, 9)], true],
  [
    'one that all of its owners were asked about',
    [7, 8],
    [alone(7), descriptor(3, 100, 2), alone(8), descriptor(5, 100, 2)],
    true,
  ],
  ['a table of descriptors that another shares', [7], [shared(7), descriptor(3, 100, 1)], false],
  ['such a table, though the socket is in another', [7], [shared(7), descriptor(3, 200)], false],
  [
    'a thread with descriptors of its own',
    [7],
    [alone(7), descriptor(3, 100, 1), shared(7), descriptor(3, 101, 1)],
    false,
  ],
  [
    'a table that the threads of an exited leader share',
    [7],
    [alone(7), descriptor(3, 100, 1), alone(7), descriptor(3, 100, 1)],
    true,
  ],
  ['nothing that was recorded', [7], [], false],
  ['nothing, one of two', [7, 8], [alone(7), descriptor(3, 100, 1)], false],
  ['a file that is being closed', [7], [alone(7), descriptor(3, 100, 0)], false],
])('records of the asked alone name every owner or not: %s', (_, pids, records, every) =>
  expect(answer(pids, ...records)).toBe(every),
)
