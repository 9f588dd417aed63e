import type { Fields } from '../base/text.ts'

/** A decimal integer of 64 bits; the kernel prints most as `%lu` or `%llu`, and a few as `%ld`. */
export const long = (f: Fields, i: number, name: string): bigint => {
  const word = f.word(i, name)
  return /^-?\d{1,20}$/.test(word) ? BigInt(word) : f.refuse(i, name, 'a decimal integer')
}
