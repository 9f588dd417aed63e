// routes, interfaces, multicast groups and counters of the protocols
import { groups, interfaces, routes, statistics } from 'tsnetstat'

const query = { root: process.argv[2] ?? '/' }
for (const { destination, interface: device } of routes(query).routes) {
  console.log('route', destination.address, destination.prefix, device)
}
for (const { interface: name, mtu } of interfaces(query).interfaces) console.log('link', name, mtu)
for (const { interface: name, group } of groups(query).groups) console.log('group', name, group)
for (const { protocol, name, value } of statistics(query).statistics) {
  console.log('counter', protocol, name, value)
}
