import { Cursor } from '../../src/base/bytes.ts'

export interface Section {
  readonly index: number
  readonly name: string
  readonly bytes: Uint8Array
}

/** A place in a section where the address of another section is wanted. */
export interface Relocation {
  readonly at: number
  readonly section: number
  /** of the symbol within its section */
  readonly offset: number
}

/** The sections of an ELF64 object file in little endian, as clang writes it (elf(5)). */
export const readSections = (file: Uint8Array): Section[] => {
  const header = new Cursor(file, 'elf', true)
  if (header.u32() !== 0x464c457f) throw new Error('not an ELF file')
  header.skip(36)
  const start = Number(header.u64())
  header.skip(10)
  const size = header.u16()
  const count = header.u16()
  const namesAt = header.u16()
  const raw = Array.from({ length: count }, (_, i) => {
    const c = new Cursor(
      file.subarray(start + i * size, start + (i + 1) * size),
      `section ${i}`,
      true,
    )
    const name = c.u32()
    const type = c.u32()
    c.skip(16)
    const offset = Number(c.u64())
    const length = Number(c.u64())
    const SHT_NOBITS = 8
    const bytes =
      type === SHT_NOBITS ? new Uint8Array(length) : file.subarray(offset, offset + length)
    return { name, bytes }
  })
  const names = raw[namesAt]!.bytes
  return raw.map(({ name, bytes }, index) => ({ index, name: stringAt(names, name), bytes }))
}

export const sectionNamed = (sections: readonly Section[], name: string): Section => {
  const section = sections.find(one => one.name === name)
  if (section === undefined) throw new Error(`no section ${name}`)
  return section
}

/** The relocations of a section, from its `.rel` twin: u64 offset, u32 type, u32 symbol. */
export const relocationsOf = (sections: readonly Section[], name: string): Relocation[] => {
  const twin = sections.find(one => one.name === `.rel${name}`)
  if (twin === undefined) return []
  const symbols = sectionNamed(sections, '.symtab').bytes
  const c = new Cursor(twin.bytes, twin.name, true)
  const all: Relocation[] = []
  while (c.left > 0) {
    const at = Number(c.u64())
    c.skip(4)
    const symbol = new Cursor(symbols.subarray(c.u32() * 24), 'symbol', true)
    symbol.skip(6)
    all.push({ at, section: symbol.u16(), offset: Number(symbol.u64()) })
  }
  return all
}

export const stringAt = (bytes: Uint8Array, offset: number): string =>
  Buffer.from(bytes.subarray(offset, bytes.indexOf(0, offset))).toString('latin1')
