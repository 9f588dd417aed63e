import type { Refusal } from '../../base/errors.ts'
import type { Names } from '../../model/table.ts'

/** `22`, `:22`, `ssh`, `:ssh`: the number as text. */
export const portWord = (word: string, names: Names): { readonly is: string } | Refusal => {
  const name = word.replace(/^:/, '')
  const port = /^\d{1,9}$/.test(name) ? Number(name) : names.port(name)
  return port === null || port > 65535
    ? { expected: 'a port (0 to 65535) or a service of /etc/services' }
    : { is: String(port) }
}
