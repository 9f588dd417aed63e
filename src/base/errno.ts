import { constants } from 'node:os'

let names: Map<number, string> | null = null

// two names, one number: the one that the kernel's own messages and strerrorname_np() use
const PREFERRED = ['EAGAIN', 'EOPNOTSUPP', 'EDEADLK'] as const

/** `ENOENT` for 2; errno numbers differ between architectures, so the table is the host's own. */
export const errnoName = (errno: number): string => {
  if (names === null) {
    const table = constants.errno as Readonly<Record<string, number>>
    names = new Map()
    for (const name of [...PREFERRED, ...Object.keys(table)]) {
      const number = table[name]
      if (number !== undefined && !names.has(number)) names.set(number, name)
    }
  }
  return names.get(errno) ?? `errno ${errno}`
}

/** A system call, or a request to the kernel, that was refused. `code` is what `errnoOf` reads. */
export class KernelError extends Error {
  readonly code: string
  readonly errno: number

  constructor(what: string, errno: number, detail = '') {
    const code = errnoName(errno)
    super(detail === '' ? `${what}: ${code}` : `${what}: ${code}: ${detail}`)
    this.code = code
    this.errno = errno
  }
}
