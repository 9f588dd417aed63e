import { decodeOwners, type OwnerRecords } from '../bpf/record.ts'
import { errnoOf, Unavailable } from '../base/errors.ts'
import type { Host, OwnerSource } from './source.ts'
import { recordedOwners } from './owners-recorded.ts'

/** Where `share on` pins the iterators: one for those who may see everything, one for everybody. */
export const PIN_DIRECTORY = 'run/tsnetstat'
export type PinName = 'owners' | 'owners-self'

/** Owners from a pinned iterator: a file, to be read by whoever may, without FFI or capability. */
export const pinOwners = (host: Host, pin: PinName = 'owners'): OwnerSource =>
  recordedOwners(host, 'pin', () => {
    const records = readPin(host, `${PIN_DIRECTORY}/${pin}`)
    return () => records
  })

const readPin = (host: Host, path: string): OwnerRecords => {
  let bytes: Uint8Array
  try {
    bytes = host.fs.binary(path)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    throw new Unavailable(
      errno === 'ENOENT'
        ? `/${path} is not there: "tsnetstat share on" makes it`
        : `/${path} cannot be read (${errno})`,
    )
  }
  return decodeOwners(bytes, `/${path}`)
}
