import { Cursor } from '../../src/base/bytes.ts'
import { stringAt } from './elf.ts'

/** Type information, Documentation/bpf/btf.rst; ids count from 1, 0 is void. */
interface Type {
  readonly name: number
  readonly info: number
  /** the size, or the id of the type that this one refers to */
  readonly sizeOrType: number
  readonly rest: Uint8Array
}

/** struct bpf_core_relo */
export interface CoreRelocation {
  readonly instruction: number
  readonly type: number
  readonly access: string
  readonly kind: number
}

export interface Btf {
  readonly types: readonly Type[]
  readonly strings: Uint8Array
}

const KIND = { INT: 1, PTR: 2, ARRAY: 3, STRUCT: 4, UNION: 5, FWD: 7, TYPEDEF: 8, RESTRICT: 11 }
const FUNC = 12
const FUNC_PROTO = 13
const SIZE_OF_REST: Readonly<Record<number, (count: number) => number>> = {
  [KIND.INT]: () => 4,
  [KIND.ARRAY]: () => 12,
  [KIND.STRUCT]: count => count * 12,
  [KIND.UNION]: count => count * 12,
  6: count => count * 8, // ENUM
  [FUNC_PROTO]: count => count * 8,
  14: () => 4, // VAR
  15: count => count * 12, // DATASEC
}

const kindOf = (type: Type): number => (type.info >>> 24) & 0x1f
const countOf = (info: number): number => info & 0xffff

export const readBtf = (bytes: Uint8Array): Btf => {
  const c = new Cursor(bytes, 'btf', true)
  if (c.u16() !== 0xeb9f) throw new Error('not BTF')
  c.skip(2)
  const start = c.u32()
  const [typesAt, typesLength, stringsAt, stringsLength] = [c.u32(), c.u32(), c.u32(), c.u32()]
  const t = new Cursor(bytes.subarray(start + typesAt, start + typesAt + typesLength), 'btf', true)
  const types: Type[] = [{ name: 0, info: 0, sizeOrType: 0, rest: new Uint8Array() }]
  while (t.left > 0) {
    const [name, info, sizeOrType] = [t.u32(), t.u32(), t.u32()]
    const size = SIZE_OF_REST[(info >>> 24) & 0x1f]?.(countOf(info)) ?? 0
    types.push({ name, info, sizeOrType, rest: t.bytes(size) })
  }
  const strings = bytes.subarray(start + stringsAt, start + stringsAt + stringsLength)
  return { types, strings }
}

export const nameOf = (btf: Btf, id: number): string => stringAt(btf.strings, btf.types[id]!.name)

export const functionNamed = (btf: Btf, name: string): number =>
  btf.types.findIndex((type, id) => kindOf(type) === FUNC && nameOf(btf, id) === name)

/** The relocations in .BTF.ext, which must all be of one program. */
export const readCoreRelocations = (bytes: Uint8Array, btf: Btf): CoreRelocation[] => {
  const header = new Cursor(bytes, 'btf.ext', true)
  header.skip(4)
  const start = header.u32()
  header.skip(16)
  const [at, length] = [header.u32(), header.u32()]
  const c = new Cursor(bytes.subarray(start + at, start + at + length), 'relocations', true)
  if (c.u32() !== 16) throw new Error('relocations of another size')
  c.skip(4)
  const count = c.u32()
  return Array.from({ length: count }, () => {
    const [instruction, type] = [c.u32(), c.u32()]
    return { instruction, type, access: stringAt(btf.strings, c.u32()), kind: c.u32() }
  })
}

/** The places in `rest` that hold ids, and those that hold offsets of strings. */
const idsIn = (type: Type): number[] => {
  const kind = kindOf(type)
  const count = countOf(type.info)
  if (kind === KIND.ARRAY) return [0, 4]
  if (kind === KIND.STRUCT || kind === KIND.UNION)
    return Array.from({ length: count }, (_, i) => i * 12 + 4)
  return kind === FUNC_PROTO ? Array.from({ length: count }, (_, i) => i * 8 + 4) : []
}
const stringsIn = (type: Type): number[] =>
  kindOf(type) === KIND.ARRAY ? [] : idsIn(type).map(at => at - 4)

const refers = (type: Type): boolean => {
  const kind = kindOf(type)
  return (
    kind === KIND.PTR ||
    (kind >= KIND.TYPEDEF && kind <= KIND.RESTRICT) ||
    kind === FUNC ||
    kind === FUNC_PROTO
  )
}

const word = (bytes: Uint8Array, at: number): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset + at, 4)

/** Only what is reachable from `roots`: clang describes variables too, which the kernel would refuse. */
export const shrink = (btf: Btf, roots: readonly number[], access: readonly string[]) => {
  const reached = new Set<number>()
  const reach = (id: number): void => {
    if (id === 0 || reached.has(id)) return
    reached.add(id)
    const type = btf.types[id]!
    if (refers(type)) reach(type.sizeOrType)
    for (const at of idsIn(type)) reach(word(type.rest, at).getUint32(0, true))
  }
  roots.forEach(reach)

  const order = [...reached].sort((x, y) => x - y)
  const newId = new Map(order.map((id, i) => [id, i + 1]))
  const idOf = (id: number): number => newId.get(id) ?? 0
  const strings = stringTable()
  const types = order.map(id => {
    const type = btf.types[id]!
    const rest = type.rest.slice()
    for (const at of idsIn(type)) {
      const view = word(rest, at)
      view.setUint32(0, idOf(view.getUint32(0, true)), true)
    }
    for (const at of stringsIn(type)) {
      const view = word(rest, at)
      view.setUint32(0, strings.add(stringAt(btf.strings, view.getUint32(0, true))), true)
    }
    const sizeOrType = refers(type) ? idOf(type.sizeOrType) : type.sizeOrType
    return Buffer.concat([words(strings.add(nameOf(btf, id)), type.info, sizeOrType), rest])
  })
  const accessAt = new Map(access.map(text => [text, strings.add(text)]))
  const body = Buffer.concat(types)
  const text = strings.bytes()
  const header = words(0x1eb9f, 24, 0, body.length, body.length, text.length)
  return { bytes: Buffer.concat([header, body, text]), idOf, accessAt }
}

export const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeUInt32LE(value, i * 4))
  return bytes
}

/** NUL-terminated strings, each once; the empty one lies at 0. */
const stringTable = () => {
  const at = new Map([['', 0]])
  let end = 1
  const add = (text: string): number => {
    const known = at.get(text)
    if (known !== undefined) return known
    at.set(text, end)
    end += text.length + 1
    return end - text.length - 1
  }
  return {
    add,
    bytes: () => Buffer.from([...at.keys()].map(text => `${text}\0`).join(''), 'latin1'),
  }
}
