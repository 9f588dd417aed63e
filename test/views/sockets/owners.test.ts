import { describe, expect, it } from 'vitest'
import { columnOf, inetRow, ownerOf, valueOf } from './rows.ts'

const KEYS = ['owners.pid', 'owners.fds', 'owners.comm', 'owners.cmdline', 'owners.uid']

it('gives one value per owner, in their order', () => {
  const row = inetRow({
    owners: [ownerOf({ pid: 620, fds: [6] }), ownerOf({ pid: 2896, fds: [19, 40], uid: 33 })],
  })
  expect(KEYS.map(key => valueOf(key, row))).toEqual([
    [620, 2896],
    [[6], [19, 40]],
    ['nginx', 'nginx'],
    [['/usr/sbin/nginx'], ['/usr/sbin/nginx']],
    [0, 33],
  ])
})

it.each(KEYS)('%s keeps unknown owners apart from none', key => {
  expect(valueOf(key, inetRow({ owners: null }))).toBeNull()
  expect(valueOf(key, inetRow({ owners: [] }))).toEqual([])
})

describe('the command line', () => {
  const column = columnOf('owners.cmdline')
  const shown = (over: Parameters<typeof ownerOf>[0]) =>
    column.text!(inetRow({ owners: [ownerOf(over)] }), 0)
  const brief = (over: Parameters<typeof ownerOf>[0], room: number) =>
    column.brief!(inetRow({ owners: [ownerOf(over)] }), 0, room)

  it.each([
    ['is its arguments', { cmdline: ['/usr/sbin/sshd', '-D'] }, '/usr/sbin/sshd -D'],
    ['of a kernel thread is its name in brackets', { cmdline: [], comm: 'kthreadd' }, '[kthreadd]'],
    ['that cannot be read is the name in brackets', { cmdline: null, comm: 'x' }, '[x]'],
    ['of a process that is gone is unknown', { cmdline: null, comm: null }, null],
  ])('%s', (_, over, expected) => expect(shown(over)).toBe(expected))

  it.each([
    ['loses the directory', { cmdline: ['/usr/sbin/sshd', '-D'] }, 40, 'sshd -D'],
    ['keeps the paths behind it', { cmdline: ['/bin/cat', '/etc/x'] }, 40, 'cat /etc/x'],
    ['keeps a title', { cmdline: ['nginx: worker process'] }, 40, 'nginx: worker process'],
    ['of a directory stays', { cmdline: ['/opt/'] }, 40, '/opt/'],
    ['in 15 columns is the name', { cmdline: ['/usr/sbin/sshd'], comm: 'sshd' }, 15, 'sshd'],
  ])('in little room: %s', (_, over, room, expected) => expect(brief(over, room)).toBe(expected))

  it('is what a filter compares, as one text per owner', () => {
    const owners = [ownerOf({ cmdline: ['a', '-b'] }), ownerOf({ cmdline: [], comm: 'k' })]
    expect(column.match!(inetRow({ owners }))).toEqual(['a -b', '[k]'])
    expect(column.match!(inetRow({ owners: null }))).toBeNull()
  })
})
