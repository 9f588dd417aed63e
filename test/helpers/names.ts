import { parseIp } from '../../src/model/address.ts'
import type { Names } from '../../src/model/table.ts'

const SERVICES = new Map([
  ['ssh', 22],
  ['http', 80],
  ['https', 443],
  ['http-alt', 8080],
])
const HOSTS = new Map([
  ['localhost', ['127.0.0.1', '::1']],
  ['six.example', ['2001:db8::6']],
])

/** The names of a small host. */
export const NAMES: Names = {
  port: service => SERVICES.get(service) ?? null,
  hosts: name => HOSTS.get(name)?.map(address => parseIp(address)!) ?? null,
  devices: () =>
    new Map([
      ['lo', 1],
      ['eth0', 2],
    ]),
  cgroup: path => (path === '/system.slice' ? 4711n : null),
  localPorts: () => ({ from: 32768, to: 60999 }),
}
