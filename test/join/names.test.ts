import { describe, expect, it } from 'vitest'
import {
  cgroupMount,
  deviceIndices,
  hostAddresses,
  localPortRange,
  servicePorts,
  userNames,
} from '../../src/join/names.ts'
import { ipText } from '../../src/model/address.ts'
import { errno, fakeFs } from '../proc/fake-fs.ts'
import { fixtureHost } from '../sources/hosts.ts'

describe('userNames', () => {
  const names = (passwd: string) => [...userNames(fakeFs({ 'etc/passwd': passwd }))]

  it.each([
    ['a uid has its name', 'sshd:x:109:65534::/run/sshd:/bin/false\n', [[109, 'sshd']]],
    ['the first name of a uid counts', 'root:x:0:0:::\ntoor:x:0:0:::\n', [[0, 'root']]],
    ['the last line needs no newline', 'last:x:1004:1004::/:/bin/sh', [[1004, 'last']]],
    ['a line without colons is passed over', 'none\nok:x:5:5:::\n', [[5, 'ok']]],
    ['a line too short is passed over', 'short:x\nok:x:5:5:::\n', [[5, 'ok']]],
    ['empty lines are passed over', '\n\nok:x:5:5:::\n', [[5, 'ok']]],
    ['a NIS line has no uid', '+::::::\n', []],
    ['a uid that is no number is passed over', 'bad:x:notanumber:1:::\n', []],
    ['a line without a name is passed over', ':x:7:7:::\n', []],
  ])('%s', (_, passwd, expected) => expect(names(passwd)).toEqual(expected))

  it.each(['ENOENT', 'EACCES'])('a host whose file gives %s has no names', code => {
    expect(userNames(fakeFs({ 'etc/passwd': errno(code) })).size).toBe(0)
  })

  it('reads the good lines of the hostile host', () => {
    const hostile = userNames(fixtureHost('hostile').fs)
    expect([0, 1002, 65534, 1004].map(uid => hostile.get(uid))).toEqual([
      'root',
      '=1+1',
      'nobody',
      'last',
    ])
  })
})

describe('servicePorts', () => {
  const port = (name: string, services: string) =>
    servicePorts(fakeFs({ 'etc/services': services })).get(name) ?? null

  it.each([
    ['a name', 'ssh', 'ssh\t\t22/tcp\n', 22],
    ['an alias', 'www', 'http 80/tcp www # WorldWideWeb\n', 80],
    ['the second of two aliases', 'b', 'http 80/tcp a b\n', 80],
    ['no word of a comment', 'WorldWideWeb', 'http 80/tcp www # WorldWideWeb\n', null],
    ['no name in a line that is a comment', 'ssh', '#ssh 22/tcp\n', null],
    ['the first entry of a name', 'x', 'x 1/tcp\nx 2/udp\n', 1],
    ['a name at the end without newline', 'last', 'last\t9999/tcp', 9999],
    ['nothing where there is no port', 'broken', 'broken\n', null],
    ['nothing where the port is no number', 'broken', 'broken abc/tcp\n', null],
    ['an indented line', 'indented', '  indented\t2323/tcp\n', 2323],
  ])('finds %s', (_, name, services, expected) => expect(port(name, services)).toBe(expected))

  it('knows no names on a host without the file', () => {
    expect(servicePorts(fakeFs({})).size).toBe(0)
  })

  it.each([
    ['https', 443],
    ['postgres', 5432],
    ['webcache', 8080],
    ['domain', 53],
  ])('the host article has %s on %i', (name, expected) => {
    expect(servicePorts(fixtureHost('article').fs).get(name)).toBe(expected)
  })
})

describe('hostAddresses', () => {
  const addresses = (name: string, hosts: string) =>
    hostAddresses(fakeFs({ 'etc/hosts': hosts }))
      .get(name)
      ?.map(ipText)

  it.each([
    ['a name', 'web', '10.0.0.1 web\n', ['10.0.0.1']],
    ['an alias in any case', 'www.example', '10.0.0.1\tweb WWW.Example\n', ['10.0.0.1']],
    ['both families', 'localhost', '127.0.0.1 localhost\n::1 localhost\n', ['127.0.0.1', '::1']],
    ['no word of a comment', 'x', '10.0.0.1 web # x\n', undefined],
    ['nothing where there is no address', 'web', '10.0.0.300 web\nfe80::1%eth0 web\n', undefined],
  ])('finds %s', (_, name, hosts, expected) => expect(addresses(name, hosts)).toEqual(expected))
})

describe('deviceIndices', () => {
  it('reads what the kernel prints: a line of each device, and those of its groups', () => {
    // Linux 6.18, two devices; igmp_mc_seq_show() pads the name to ten
    const igmp =
      'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n' +
      '1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n' +
      '12\tverylongname123:     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n'
    expect([...deviceIndices(fakeFs({ 'proc/net/igmp': igmp }))]).toEqual([
      ['lo', 1],
      ['verylongname123', 12],
    ])
  })

  it('knows none on a host without the file', () => {
    expect(deviceIndices(fakeFs({})).size).toBe(0)
  })
})

it.each([
  ['32768\t60999\n', { from: 32768, to: 60999 }],
  ['1024 65000', { from: 1024, to: 65000 }],
  ['', null],
  ['many\tfew\n', null],
])('the range of local ports in %j is %j', (text, range) => {
  expect(localPortRange(fakeFs({ 'proc/sys/net/ipv4/ip_local_port_range': text }))).toEqual(range)
})

it.each([
  [
    'tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n',
    '/sys/fs/cgroup/unified',
  ],
  ['cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n', '/sys/fs/cgroup'],
  ['cgroup /sys/fs/cgroup/cpu cgroup rw 0 0\n', null],
])('cgroup v2 of %j is mounted at %s', (mounts, at) => {
  expect(cgroupMount(fakeFs({ 'proc/mounts': mounts }))).toBe(at)
})
