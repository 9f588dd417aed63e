import { swap32 } from '../base/bytes.ts'
import type { Fields } from '../base/text.ts'
import { ipv6, type Ip } from '../model/address.ts'

/** The kernel prints %08X of a network-order word, so a little-endian host shows its bytes reversed. */
export const addressWord = (
  f: Fields,
  i: number,
  part: number,
  parts: number,
  name: string,
  littleEndian: boolean,
): number => {
  const printed = f.hexPart(i, part, parts, name)
  return littleEndian ? swap32(printed) : printed
}

/** An IPv6 address of four such words; one printed with %pi6 is in network order on every host. */
export const address6 = (f: Fields, i: number, name: string, littleEndian: boolean): Ip =>
  ipv6(
    addressWord(f, i, 0, 4, name, littleEndian),
    addressWord(f, i, 1, 4, name, littleEndian),
    addressWord(f, i, 2, 4, name, littleEndian),
    addressWord(f, i, 3, 4, name, littleEndian),
  )
