/** enum bpf_cmd, include/uapi/linux/bpf.h; so are all numbers and offsets in this folder. */
export const COMMAND = {
  mapCreate: 0,
  progLoad: 5,
  objPin: 6,
  progRun: 10,
  btfLoad: 18,
  linkCreate: 28,
  iterCreate: 33,
}

/** What the loader needs of the system; src/sys has it. */
export interface Kernel {
  readonly nr: { readonly bpf: number }
  /** the result, or -errno; a buffer stands for its address */
  syscall(nr: number, ...args: readonly (number | Uint8Array)[]): number
  address(bytes: Uint8Array): number
  close(fd: number): void
}

const EAGAIN = 11
// the verifier gives up with EAGAIN where a signal is pending; libbpf tries as often
const ATTEMPTS = 5

/** A field of union bpf_attr by its offset: a u32, or the u64 address of the bytes. */
export type Field = readonly [offset: number, value: number | Uint8Array]

/** A buffer for the kernel: on an ArrayBuffer of its own, where it neither moves nor is copied. */
export const buffer = (length: number): Uint8Array => new Uint8Array(new ArrayBuffer(length))

export const bytesOf = (base64: string): Uint8Array => {
  const source = Buffer.from(base64, 'base64')
  const bytes = buffer(source.length)
  bytes.set(source)
  return bytes
}

export const cString = (text: string): Uint8Array => {
  const source = Buffer.from(text, 'utf8')
  const bytes = buffer(source.length + 1)
  bytes.set(source)
  return bytes
}

/** A u32 out of what the kernel wrote, or wants, in the host's byte order. */
export const wordAt = (bytes: Uint8Array, offset: number): number =>
  new DataView(bytes.buffer).getUint32(offset, true)

/** bpf(2): the result, or -errno. The programs are little endian, and so is every host they run on. */
export const bpf = (
  sys: Kernel,
  command: number,
  size: number,
  fields: readonly Field[],
): { result: number; attr: Uint8Array } => {
  const attr = buffer(size)
  const view = new DataView(attr.buffer)
  for (const [offset, value] of fields) {
    if (typeof value === 'number') view.setUint32(offset, value, true)
    else view.setBigUint64(offset, BigInt(sys.address(value)), true)
  }
  let result = -EAGAIN
  for (let tries = 0; result === -EAGAIN && tries < ATTEMPTS; tries++) {
    result = sys.syscall(sys.nr.bpf, command, attr, size)
  }
  // an address keeps nothing alive, so the buffers must still be in use here
  return fields.length > 0 ? { result, attr } : { result: 0, attr }
}
