import { describe, expect, it } from 'vitest'
import { kill } from '../../src/cli/kill.ts'
import type { Socket } from '../../src/model/socket.ts'
import type { Fate } from '../../src/sources/destroy.ts'
import { ioOf } from '../helpers/io.ts'
import { inetRow } from '../views/sockets/rows.ts'
import { optionsOf } from './options.ts'

const DESTROYED: Fate = { kind: 'destroyed' }
const GONE: Fate = { kind: 'gone' }
const REFUSED: Fate = { kind: 'refused', why: 'EPERM: that needs CAP_NET_ADMIN' }

/** Runs `kill` on as many sockets as there are fates, and says what it did. */
const killed = (fates: readonly Fate[], argv: readonly string[], answer = '', after = false) => {
  const { io, said } = ioOf({ interactive: true, ask: question => (asked.push(question), answer) })
  const asked: string[] = []
  const listed: number[][] = []
  const destroyed: number[][] = []
  const sockets = fates.map((_, i) => inetRow({ inode: i }))
  const inodes = (rows: readonly Socket[]) => rows.map(({ inode }) => inode)
  const code = kill(io, optionsOf('kill', ':1', ...argv), sockets, {
    destroy: rows => {
      destroyed.push(inodes(rows))
      return [...fates]
    },
    list: rows => void listed.push(inodes(rows)),
    lines: rows => `${rows.length} lines\n`,
    after,
  })
  return { code, asked, listed, destroyed, err: said.err }
}

describe('the question', () => {
  it.each([
    ['y', true],
    ['Y', true],
    ['yes', true],
    [' yes ', true],
    ['n', false],
    ['', false],
    ['yep', false],
    ['no', false],
  ])('answered with %j: %s', (answer, agreed) => {
    const { code, asked, listed, destroyed, err } = killed([DESTROYED, DESTROYED], [], answer)
    expect(asked).toEqual(['Destroy 2 sockets? [y/N]'])
    expect(listed).toEqual([[0, 1]])
    expect(destroyed).toEqual(agreed ? [[0, 1]] : [])
    expect([code, err]).toEqual(
      agreed ? [0, 'destroyed 2 sockets\n'] : [3, 'nothing was destroyed\n'],
    )
  })

  it('counts one socket as one', () => {
    expect(killed([DESTROYED], []).asked).toEqual(['Destroy 1 socket? [y/N]'])
  })

  it('is not asked with --force, nor with --dry-run, which destroys nothing', () => {
    expect(killed([DESTROYED], ['--force'])).toMatchObject({ asked: [], destroyed: [[0]], code: 0 })
    expect(killed([DESTROYED], ['--dry-run'], 'y')).toEqual({
      code: 0,
      asked: [],
      listed: [[0]],
      destroyed: [],
      err: '',
    })
    expect(killed([DESTROYED], ['--dry-run', '--force'], 'y')).toMatchObject({ destroyed: [] })
  })

  it('has the list before it on stderr where standard output is data of what was destroyed', () => {
    const { listed, err } = killed([DESTROYED, GONE], [], 'y', true)
    expect(err).toBe('2 lines\ndestroyed 1 of 2 sockets, 1 had gone\n')
    expect(listed).toEqual([[0]])
    expect(killed([DESTROYED], [], 'n', true)).toMatchObject({ code: 3, listed: [[]] })
  })
})

describe('the summary and the exit code', () => {
  it.each([
    [[DESTROYED], 0, 'destroyed 1 socket\n'],
    [[DESTROYED, GONE, DESTROYED, DESTROYED], 0, 'destroyed 3 of 4 sockets, 1 had gone\n'],
    [[GONE], 0, 'destroyed 0 of 1 socket, 1 had gone\n'],
    [[REFUSED], 1, 'tsnetstat: 1 socket could not be destroyed: EPERM: that needs CAP_NET_ADMIN\n'],
    [
      [REFUSED, REFUSED],
      1,
      'tsnetstat: 2 sockets could not be destroyed: EPERM: that needs CAP_NET_ADMIN\n',
    ],
    [
      [DESTROYED, REFUSED],
      1,
      'destroyed 1 of 2 sockets, 1 refused\n' +
        'tsnetstat: 1 socket could not be destroyed: EPERM: that needs CAP_NET_ADMIN\n',
    ],
  ])('of %j: %i', (fates, code, err) => {
    expect(killed(fates, ['--force'])).toMatchObject({ code, err })
  })

  it('where nothing matches are 3 and a line, with an empty list, and nobody is asked', () => {
    for (const argv of [[], ['--force'], ['--dry-run']]) {
      for (const after of [false, true]) {
        expect(killed([], argv, 'y', after)).toEqual({
          code: 3,
          asked: [],
          listed: [[]],
          destroyed: [],
          err: 'tsnetstat: no socket matches, nothing was destroyed\n',
        })
      }
    }
  })
})

describe('data formats', () => {
  it('list what was destroyed, after it was', () => {
    const { listed } = killed([GONE, DESTROYED, REFUSED], ['--force'], '', true)
    expect(listed).toEqual([[1]])
  })

  it('list what would be with --dry-run', () => {
    expect(killed([DESTROYED, GONE], ['--dry-run'], '', true).listed).toEqual([[0, 1]])
  })
})
