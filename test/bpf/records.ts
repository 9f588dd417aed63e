import { MARK, VERSION } from '../../src/bpf/record.ts'

/** Records as owners.bpf.c writes them, on this host. */
export const bytesOf = (...records: readonly (readonly number[])[]): Uint8Array =>
  new Uint8Array(Uint32Array.from(records.flat()).buffer)

export const preamble = (filtered = 0, version = VERSION): number[] => [
  MARK.preamble,
  version,
  filtered,
]
export const end: readonly number[] = [MARK.end]
export const descriptor = (fd: number, inode: number, references = 1): number[] => [
  fd,
  inode,
  references,
]
export const process = (pid: number, comm = 'sh', uid = 0, alone = 0): number[] => {
  const name = Buffer.alloc(16)
  name.write(comm, 'latin1')
  return [MARK.process, pid, uid, alone, ...new Uint32Array(name.buffer, name.byteOffset, 4)]
}
