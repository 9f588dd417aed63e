import { describe, expect, it } from 'vitest'
import { servicePorts, userNames } from '../../src/join/names.ts'
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
