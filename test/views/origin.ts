import type { Problem } from '../../src/base/errors.ts'
import type { Want } from '../../src/model/socket.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { procSockets } from '../../src/sources/sockets-proc.ts'
import type { Host } from '../../src/sources/index.ts'
import type { Origin, View } from '../../src/views/index.ts'
import { wanted } from '../sources/hosts.ts'

/** Every source from the files alone. */
export const procOrigin = (host: Host): Origin => ({
  host,
  sockets: () => procSockets(host),
  owners: () => procOwners(host),
  choose: sources => sources.find(({ name }) => name === 'proc')!,
})

/** What a view reads of a host, from the files alone. */
export const readView = <Row>(view: View<Row>, host: Host, over: Partial<Want> = {}) => {
  const problems: Problem[] = []
  const reading = view.read(procOrigin(host), wanted(over), problem => problems.push(problem))
  return { ...reading, problems }
}
