import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { groupId, groupName } from '../../src/share/group.ts'
import { topMount } from '../../src/share/place.ts'
import { DISCLOSES } from '../../src/share/status.ts'
import type { HostFs } from '../../src/base/fs.ts'
import { whyNoBpf } from '../live/bpf.ts'

const why = whyNoBpf('setpriv')
const SCENARIO = new URL('scenario.ts', import.meta.url).pathname
const NOT_OURS = 'not ours, so it stays as it is'
const PINNED = ['owners 444 0:0', 'owners-self 444 0:0']

describe.skipIf(why !== '')(
  `share, in a mount namespace of its own${why}`,
  { timeout: 60_000 },
  () => {
    let result: { readonly [step: string]: unknown }

    beforeAll(() => {
      const args = ['-m', '--propagation', 'private', process.execPath, '--import', 'tsx', SCENARIO]
      const { stdout, stderr, status } = spawnSync('unshare', args, { encoding: 'utf8' })
      expect([status, stderr]).toEqual([0, ''])
      result = JSON.parse(stdout) as typeof result
    }, 60_000)

    const eachIs = (steps: { readonly [step: string]: unknown }): void => {
      for (const [step, expected] of Object.entries(steps)) {
        expect(result[step], step).toEqual(expected)
      }
    }

    it('begins with nothing, and off is then no error', () =>
      eachIs({
        'status before': ['nothing is shared'],
        'off before': { was: false, kept: [] },
        'left by refusals': ['no directory'],
      }))

    it('is refused to users, and for a group that does not exist, which it does not make', () => {
      expect(result['on by a user']).toBe('share on: only root can do this')
      expect(result['off by a user']).toBe('share off: only root can do this')
      expect(result['on without the group']).toContain('no group "no-such-group" in /etc/group')
    })

    it('lets a group read the owners of all, and everyone his own', () =>
      eachIs({
        on: 'done',
        'pinned for a group': ['owners 640 0:1', 'owners-self 444 0:0'],
        'readers of a group': { member: true, other: false, self: true },
        'status of a group': [
          '/run/tsnetstat/owners: readable by root and the group daemon',
          '/run/tsnetstat/owners-self: readable by everyone',
          ...DISCLOSES,
        ],
      }))

    it('replaces the pins when it is on already, so that the audience can change', () =>
      eachIs({
        'on again': 'done',
        replaced: true,
        'pinned for everyone': PINNED,
        'readers of everyone': true,
      }))

    it('leaves nothing behind when it is turned off, be it while someone reads, or again', () =>
      eachIs({
        'off while someone reads': { was: true, kept: [] },
        'the reader reads on': true,
        'left by off': ['no directory'],
        'off again': { was: false, kept: [] },
      }))

    it.each([
      ['a foreign mount', 'a mount of none (tmpfs)'],
      ['a foreign bpf mount', 'a mount of none (bpf)'],
      ['a directory in use', 'a directory that is not empty (file)'],
      ['a file', 'not a directory'],
      ['a link', 'not a directory'],
    ])('touches nothing of others: %s', (step, what) => {
      const message = `/run/tsnetstat is ${what}: ${NOT_OURS}`
      expect((result[step] as string[]).slice(0, 2)).toEqual([message, message])
    })

    it('renews pins of another version, which sources refuse', () => {
      eachIs({
        'on over an empty directory': 'done',
        'on over another version': 'done',
        'the source afterwards': 'done',
      })
      expect(result['status of another version']).toContain('of another version (9)')
      expect(result['a source of another version']).toContain('records of version 9')
    })

    it("keeps other people's pins in our mount, and the mount for them", () =>
      eachIs({
        'on beside a stranger': ['done', [...PINNED, 'stranger 600 0:0']],
        'off beside a stranger': [
          { was: true, kept: ['stranger'] },
          ['stranger 600 0:0'],
          'nothing is shared',
          '/run/tsnetstat/stranger: not of tsnetstat',
        ],
        'a stranger in our place': [
          `/run/tsnetstat/owners is no pin of tsnetstat, so it stays as it is`,
          { was: false, kept: ['owners', 'stranger'] },
          ['owners 755 0:0', 'stranger 600 0:0'],
        ],
        'off at last': [{ was: true, kept: [] }, ['no directory']],
      }))
  },
)

describe('the mount at a path', () => {
  const line = (path: string, type: string, source: string, optional = ''): string =>
    `91 29 0:30 / ${path} rw,nosuid ${optional}- ${type} ${source} rw,mode=755\n`

  it.each([
    ['none', line('/run', 'tmpfs', 'tmpfs'), null],
    ['one', line('/run/tsnetstat', 'bpf', 'tsnetstat'), 'bpf tsnetstat'],
    ['one that is shared', line('/run/tsnetstat', 'bpf', 'a', 'shared:7 master:1 '), 'bpf a'],
    [
      'the one on top',
      line('/run/tsnetstat', 'bpf', 'a') + line('/run/tsnetstat', 'tmpfs', 'b'),
      'tmpfs b',
    ],
    ['a source with a blank', line('/run/tsnetstat', 'bpf', 'a\\040b'), 'bpf a b'],
    ['not one that begins alike', line('/run/tsnetstat2', 'bpf', 'a'), null],
  ])('is %s', (_, mountinfo, expected) => {
    const top = topMount(mountinfo, '/run/tsnetstat')
    expect(top === null ? null : `${top.type} ${top.source}`).toBe(expected)
  })
})

describe('groups', () => {
  const fs = { text: () => 'root:x:0:\nwheel:x:10:a,b\nbroken\n' } as unknown as HostFs

  it.each([
    ['wheel', 10],
    ['77', 77],
    ['none', null],
  ])('%s has the id %s', (name, id) => expect(groupId(fs, name)).toBe(id))

  it.each([
    [10, 'wheel'],
    [11, '11'],
  ])('%i is called %s', (id, name) => expect(groupName(fs, id)).toBe(name))
})
