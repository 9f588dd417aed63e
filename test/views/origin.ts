import type { Problem } from '../../src/base/errors.ts'
import type { Want } from '../../src/model/socket.ts'
import { procLinks } from '../../src/sources/links-proc.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { procSockets } from '../../src/sources/sockets-proc.ts'
import type { Host } from '../../src/sources/index.ts'
import type { View } from '../../src/views/index.ts'
import { wanted } from '../sources/hosts.ts'

/** What a view reads of a host, from the files alone. */
export const readView = <Row>(view: View<Row>, host: Host, over: Partial<Want> = {}) => {
  const problems: Problem[] = []
  const origin = {
    host,
    sockets: () => procSockets(host),
    owners: () => procOwners(host),
    links: () => procLinks(host),
  }
  const reading = view.read(origin, wanted(over), problem => problems.push(problem))
  return { ...reading, problems }
}
