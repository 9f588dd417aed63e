import type { Column } from '../model/table.ts'
import { json, MARK, type JsonBytes } from './json-bytes.ts'
import { countOf, itemOf, Slot, type Source } from './json-slot.ts'
import { isBranch, treeOf, type Branch } from './json-tree.ts'

/** Bytes per write. */
const CHUNK = 256 * 1024
/** A buffer that most chunks fit into, with the row that made them full. */
export const CHUNK_ROOM = CHUNK + 16 * 1024

const NULL = Buffer.from('null')
const EMPTY = Buffer.from('{}')

/** Writes what a row has here; false: nothing, so that neither its name may stay. */
type Put<Row> = (row: Row) => boolean

interface Member<Row> {
  /** with its colon */
  readonly name: Buffer
  readonly put: Put<Row>
}

/**
 * Rows as objects. Neighbours in a sorted list are alike: most of a row is copied from the one before,
 * and only what differs is written. A row that has other members than that one is written as a whole.
 */
export class JsonRows<Row> {
  private readonly bytes: JsonBytes
  private readonly out: (chunk: Buffer) => void
  private readonly put: Put<Row>
  /** of the row before, in the order of its bytes */
  private readonly slots: Slot<Row>[] = []
  /** where that row stands */
  private start = 0
  private stop = 0
  /** while a row is written as a whole: behind its last value */
  private edge = 0

  constructor(columns: readonly Column<Row>[], bytes: JsonBytes, out: (chunk: Buffer) => void) {
    this.bytes = bytes
    this.out = out
    this.put = this.branch(treeOf(columns))
  }

  /** What parts it from the next one may be written behind it; the row itself must stay as it is. */
  write(row: Row): void {
    const { bytes } = this
    if (bytes.waiting >= CHUNK) this.flush()
    const start = bytes.end
    if (!this.patch(row)) {
      bytes.end = start
      this.whole(row)
    }
    this.start = start
    this.stop = bytes.end
  }

  /** Hands out what has been written. The row before stays, since the next one is made of it. */
  flush(): void {
    const { bytes, start, stop } = this
    bytes.flush(this.out, start === stop ? bytes.end : start)
    this.start = 0
    this.stop = stop - start
  }

  /** Copies the row before with what differs. false: there is none, or it had other members. */
  private patch(row: Row): boolean {
    const { bytes, slots, start, stop } = this
    if (start === stop) return false
    // in the row before: what is not copied yet, and where the slots are
    let from = start
    let at = start
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!
      const { length } = slot
      at += slot.lead
      if (slot.look(row)) {
        if (slot.shapes) return false
        bytes.again(from, at)
        slot.put(row, bytes)
        if ((slot.length === 0) !== (length === 0)) return false
        from = at + length
      }
      at += length
    }
    bytes.again(from, stop)
    return true
  }

  private whole(row: Row): void {
    this.slots.length = 0
    this.edge = this.bytes.end
    if (!this.put(row)) this.bytes.raw(EMPTY)
  }

  private branch(branch: Branch<Row>): Put<Row> {
    const nodes = [...branch.leaves]
    const leaves = nodes.filter((node): node is [string, Column<Row>] => !isBranch(node[1]))
    if (leaves.length === nodes.length && leaves.every(([, { each }]) => each !== undefined)) {
      return this.list(leaves)
    }
    return this.object(
      nodes.map(([name, node]) => ({
        name: nameOf(name),
        put: isBranch(node) ? this.branch(node) : this.leaf(node),
      })),
    )
  }

  private object(members: readonly Member<Row>[]): Put<Row> {
    const { bytes } = this
    return row => {
      const start = bytes.end
      bytes.mark(MARK.open)
      let some = false
      for (const { name, put } of members) {
        const before = bytes.end
        if (some) bytes.mark(MARK.comma)
        bytes.raw(name)
        if (put(row)) some = true
        else bytes.end = before
      }
      if (some) bytes.mark(MARK.close)
      else bytes.end = start
      return some
    }
  }

  private leaf(source: Source<Row>): Put<Row> {
    const { bytes, slots } = this
    const slot = new Slot(source)
    return row => {
      slots.push(slot)
      slot.look(row)
      const start = bytes.end
      slot.put(row, bytes)
      const some = slot.length > 0
      slot.lead = some ? start - this.edge : 0
      if (some) this.edge = bytes.end
      return some
    }
  }

  /** Columns that hold one value per element of a list become a list of objects. */
  private list(columns: readonly [string, Column<Row>][]): Put<Row> {
    const { bytes, slots } = this
    const count = new Slot<Row>({ type: 'number', value: countOf(columns[0]?.[1]) }, true)
    const items = columns.map(([name, column]) => ({
      name: nameOf(name),
      type: column.type,
      item: itemOf(column),
    }))
    const elements: Put<Row>[] = []
    const element = (i: number): Put<Row> =>
      this.object(
        items.map(({ name, type, item }) => ({
          name,
          put: this.leaf({ type, value: row => item(row, i) }),
        })),
      )
    return row => {
      slots.push(count)
      count.look(row)
      const { value } = count
      if (typeof value !== 'number') {
        if (value === null) bytes.raw(NULL)
        return value === null
      }
      bytes.mark(MARK.openList)
      for (let i = 0; i < value; i++) {
        if (i > 0) bytes.mark(MARK.comma)
        ;(elements[i] ??= element(i))(row)
      }
      bytes.mark(MARK.closeList)
      return true
    }
  }
}

const nameOf = (name: string): Buffer => Buffer.from(`${json(name)}:`)
