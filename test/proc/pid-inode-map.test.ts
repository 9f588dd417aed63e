import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePidInodeMap } from '../../src/proc/pid-inode-map.ts'

describe('a line of /proc/pid_inode_map', () => {
  it.each([
    ['a process', '579 sshd 6 14647 14648 ', 579, 'sshd', [6, 14647, 14648]],
    ['an inode held twice', '579 sshd 8 8 9 ', 579, 'sshd', [8, 8, 9]],
    ['no files', '2 kthreadd ', 2, 'kthreadd', []],
    ['a name with a blank', '70 tmux: server 5 6 ', 70, 'tmux: server', [5, 6]],
    ['a name with a colon, slash and digits', '9 kworker/0:1 ', 9, 'kworker/0:1', []],
    ['a name that begins or ends with a blank', '70  a  5 ', 70, ' a ', [5]],
    ['a name that is a number', '70 12345 5 6 ', 70, '12345', [5, 6]],
    ['an empty name', '70  5 ', 70, '', [5]],
    ['a zombie before it', '98 sh 99 sshd 5 6 ', 99, 'sshd', [5, 6]],
    ['two zombies before it', '97 a b 98 sh 99 sshd 5 ', 99, 'sshd', [5]],
    // told apart by comparing the name with that in /proc
    ['a name that ends in a number loses it', '70 worker 12 5 ', 70, 'worker', [12, 5]],
  ])('%s', (_, line, pid, comm, inodes) => {
    const { rows, problems } = parsePidInodeMap(`${line}\n`)
    expect(rows).toEqual([{ pid, comm, inodes }])
    expect(problems).toEqual([])
  })

  it.each([
    ['not a pid', 'sshd 5 6 '],
    ['a pid alone', '70'],
    ['more digits than a number can hold', '1234567890123456 a '],
  ])('is a problem where there is %s', (_, line) => {
    const { rows, problems } = parsePidInodeMap(`1 init 5 \n${line}\n3 c 7 \n`)
    expect(rows.map(({ pid }) => pid)).toEqual([1, 3])
    expect(problems.map(({ at }) => at)).toEqual(['/proc/pid_inode_map:2'])
  })
})

it('the map of the article is read without a problem', () => {
  const text = readFileSync('fixtures/hosts/article/proc/pid_inode_map', 'utf8')
  const { rows, problems } = parsePidInodeMap(text)
  expect(problems).toEqual([])
  expect(rows).toHaveLength(30)
  expect(rows.find(({ pid }) => pid === 620)?.comm).toBe('nginx')
})
