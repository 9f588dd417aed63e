import { describe, expect, it } from 'vitest'
import { readPrograms } from '../../src/sources/programs.ts'
import { errno, type Tree } from '../proc/fake-fs.ts'
import { fakeHost } from './hosts.ts'

const namesIn = (tree: Tree): [number, string][] => [...readPrograms(fakeHost(tree), false).names]

const nameOf = (cmdline: string, pid = '23'): string | undefined =>
  namesIn({ [`proc/${pid}/fd/3`]: 'socket:[50]', [`proc/${pid}/cmdline`]: cmdline })[0]?.[1]

// netstat 2.10 with these command lines (reference: fixtures/hosts/classic-hostile)
describe('PID/name', () => {
  it.each([
    ['/usr/sbin/sshd\0-D\0', '23/sshd'],
    ['sshd: root [priv]\0', '23/sshd: root [priv'],
    ['nginx: master process /usr/sbin/nginx -g', '23/nginx: master pr'],
    ['/opt/my prog: with/slash [and] more\0', '23/slash [and] more'],
    ['/usr/bin/\0', '23/'],
    ['', '23/'],
    ['\0hidden', '23/'],
    ['-bash\0', '23/-bash'],
    [`/${'d'.repeat(505)}/late-and-cut`, '23/late'],
    [`/${'d'.repeat(520)}/too-late`, `23/${'d'.repeat(16)}`],
  ])('of %j is %s', (cmdline, name) => expect(nameOf(cmdline)).toBe(name))

  it('is cut at 19 bytes, however long the pid', () => {
    expect(nameOf('/usr/bin/python3\0', '4194303')).toBe('4194303/python3')
    expect(nameOf('a-long-name-of-a-program', '4194303')).toBe('4194303/a-long-name')
  })
})

describe('of several processes', () => {
  const held = (pids: readonly string[]): Tree =>
    Object.fromEntries(
      pids.flatMap(pid => [
        [`proc/${pid}/fd/0`, '/dev/null'],
        [`proc/${pid}/fd/3`, 'socket:[50]'],
        [`proc/${pid}/cmdline`, `p${pid}`],
      ]),
    )

  it('that hold a socket, the one with the lowest pid is told', () => {
    expect(namesIn(held(['100', '20', '3']))).toEqual([[50, '3/p3']])
  })

  it('one whose command line cannot be read is passed over', () => {
    const tree = { ...held(['3', '20']), 'proc/3/cmdline': errno('EACCES') }
    expect(namesIn(tree)).toEqual([[50, '20/p20']])
  })

  it('one that may not be looked into is told', () => {
    const denied = (code: string): boolean =>
      readPrograms(fakeHost({ ...held(['3']), 'proc/20/fd': errno(code) }), false).denied
    expect(denied('EACCES')).toBe(true)
    expect(denied('ENOENT')).toBe(false)
  })
})

it('takes a link of the first 2.6 kernels, and none of inode 0', () => {
  const tree = { 'proc/3/fd/1': '[0000]:51', 'proc/3/fd/2': 'socket:[0]', 'proc/3/cmdline': 'x' }
  expect(namesIn(tree)).toEqual([[51, '3/x']])
})

describe('a security context', () => {
  // netstat 2.10 with a libselinux that gives it these
  it.each([
    ['system_u:system_r:init_t:s0\0', 'system_u:system_r:init_t:s0'],
    ['unconfined\n', 'unconfined'],
    [`${'a'.repeat(48)}b`, `${'a'.repeat(48)}b`],
    [`${'a'.repeat(48)}bc`, `${'a'.repeat(46)}bc`],
    [`${'a'.repeat(50)}bcd`, `${'a'.repeat(45)}bcd`],
  ])('of %j is %s', (label, context) => {
    const tree = {
      'proc/3/fd/1': 'socket:[50]',
      'proc/3/cmdline': 'x',
      'proc/3/attr/current': label,
    }
    expect([...readPrograms(fakeHost(tree), true).contexts]).toEqual([[50, context]])
  })

  it('that cannot be read is a dash', () => {
    const tree = { 'proc/3/fd/1': 'socket:[50]', 'proc/3/cmdline': 'x' }
    expect([...readPrograms(fakeHost(tree), true).contexts]).toEqual([[50, '-']])
  })
})
