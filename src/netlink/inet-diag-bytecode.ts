import { HOST_LITTLE } from '../base/bytes.ts'
import type { Ip } from '../model/address.ts'
import type { EndCondition } from '../model/coarse.ts'
import type { Tree } from '../model/tree.ts'
import { AF_INET, AF_INET6 } from './sock-diag.ts'

/** INET_DIAG_BC_* of include/uapi/linux/inet_diag.h, as far as every kernel since 2.6 knows them. */
const BC = { jmp: 1, sGe: 2, sLe: 3, dGe: 4, dLe: 5, sCond: 7, dCond: 8 } as const

const GE = { local: BC.sGe, remote: BC.dGe } as const
const LE = { local: BC.sLe, remote: BC.dLe } as const
const COND = { local: BC.sCond, remote: BC.dCond } as const

/** struct inet_diag_bc_op { u8 code; u8 yes; u16 no }: both are distances in bytes from here */
const OP = 4
const PORT_OP = 2 * OP
/** struct inet_diag_hostcond { u8 family; u8 prefix_len; int port; be32 addr[] } */
const HOSTCOND = 8
const MOST_PORT = 65535

/** The kernel checks each jump by walking there from the start. */
const MOST_BYTES = 16 * 1024

/** A place in the program that is known once all of it is laid out. */
interface Label {
  at: number
}

interface Op {
  readonly code: number
  readonly size: number
  /** where to go on if it does not hold; if it does, behind it */
  readonly no: Label
  /** what stands behind its first four bytes */
  fill(view: DataView, at: number): void
}

/**
 * The conditions as a program for the kernel (inet_diag_bc_run() in net/ipv4/inet_diag.c), which lets a
 * socket pass that runs to its very end; null: too long to be sent.
 */
export const bytecodeOf = (tree: Tree<EndCondition>): Uint8Array | null => {
  const program = new Program()
  const fail: Label = { at: 0 }
  program.put(tree, fail, false)
  if (program.size > MOST_BYTES) return null
  // past the end by one: no socket passes there
  fail.at = program.size + OP
  return program.encode()
}

class Program {
  size = 0
  private readonly ops: Op[] = []

  /** Goes on behind what it puts if the tree holds (or, negated, does not), else at `fail`. */
  put(tree: Tree<EndCondition>, fail: Label, negated: boolean): void {
    if (this.size > MOST_BYTES) return
    if (tree.kind === 'leaf') this.leaf(tree.leaf, fail, negated)
    else if (tree.kind === 'not') this.put(tree.of, fail, !negated)
    else if ((tree.kind === 'all') !== negated)
      for (const part of tree.of) this.put(part, fail, negated)
    else this.either(tree.of, fail, negated)
  }

  /** One of them must hold: whichever does jumps to the end. */
  private either(parts: readonly Tree<EndCondition>[], fail: Label, negated: boolean): void {
    const end: Label = { at: 0 }
    for (const part of parts) {
      const next: Label = { at: 0 }
      this.put(part, next, negated)
      this.jump(end)
      next.at = this.size
    }
    this.jump(fail)
    end.at = this.size
  }

  private leaf(leaf: EndCondition, fail: Label, negated: boolean): void {
    if (leaf.kind === 'net') return this.net(leaf, fail, negated)
    const { end, from, to } = leaf
    if (!negated) {
      if (from > 0) this.port(GE[end], from, fail)
      if (to < MOST_PORT) this.port(LE[end], to, fail)
      return
    }
    const around = [
      { ...leaf, from: 0, to: from - 1 },
      { ...leaf, from: to + 1, to: MOST_PORT },
    ].filter(part => part.from <= part.to)
    if (around.length === 1) return this.leaf(around[0]!, fail, false)
    this.either(
      around.map(part => ({ kind: 'leaf', leaf: part })),
      fail,
      false,
    )
  }

  /** The port stands where an op behind this one would have its `no`. */
  private port(code: number, port: number, no: Label): void {
    const fill: Op['fill'] = (view, at) => view.setUint16(at + 2, port, HOST_LITTLE)
    this.add({ code, size: PORT_OP, no, fill })
  }

  private net(
    { end, ip, bits }: EndCondition & { kind: 'net' },
    fail: Label,
    negated: boolean,
  ): void {
    const words = wordsOf(ip)
    const family = ip.v === 4 ? AF_INET : AF_INET6
    const fill: Op['fill'] = (view, at) => {
      view.setUint8(at, family)
      view.setUint8(at + 1, bits)
      view.setInt32(at + 4, ANY_PORT, HOST_LITTLE)
      for (const [i, word] of words.entries()) view.setUint32(at + HOSTCOND + i * 4, word, false)
    }
    const size = OP + HOSTCOND + words.length * 4
    const next: Label = { at: 0 }
    this.add({ code: COND[end], size, no: negated ? next : fail, fill })
    if (!negated) return
    this.jump(fail)
    next.at = this.size
  }

  private jump(to: Label): void {
    this.add({ code: BC.jmp, size: OP, no: to, fill: () => {} })
  }

  private add(op: Op): void {
    this.ops.push(op)
    this.size += op.size
  }

  encode(): Uint8Array {
    const bytes = new Uint8Array(this.size)
    const view = new DataView(bytes.buffer)
    let at = 0
    for (const { code, size, no, fill } of this.ops) {
      view.setUint8(at, code)
      view.setUint8(at + 1, size)
      view.setUint16(at + 2, no.at - at, HOST_LITTLE)
      fill(view, at + OP)
      at += size
    }
    return bytes
  }
}

const ANY_PORT = -1

const wordsOf = (ip: Ip): readonly number[] => (ip.v === 4 ? [ip.d] : [ip.a, ip.b, ip.c, ip.d])
