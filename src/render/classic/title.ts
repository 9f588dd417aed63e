import type { ClassicOptions } from './options.ts'
import { tailHeader } from './tail.ts'

/** What the options ask for, in a title's words; what is found changes nothing in it. */
export const suffixOf = ({ all, listening }: ClassicOptions): string =>
  all ? '(servers and established)' : listening ? '(only servers)' : '(w/o servers)'

/** Title and header over all internet sockets. */
export const inetTitle = (options: ClassicOptions): string =>
  `Active Internet connections ${suffixOf(options)}\n` +
  'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ' +
  `${tailHeader(options)}\n`
