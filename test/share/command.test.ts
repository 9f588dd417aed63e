import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WORDS } from '../../src/bpf/record.ts'
import { DISCLOSES } from '../../src/share/status.ts'
import { bareCommand, nodeForNobody } from '../helpers/nobody.ts'
import { whyNoBpf } from '../live/bpf.ts'
import { makeRoom, UNPRIVILEGED, type Room } from './room.ts'

const why =
  whyNoBpf('setpriv') || (nodeForNobody() ? '' : ' (skipped: nobody may not run this node)')

interface List {
  readonly source: { readonly sockets: string; readonly owners: string }
  readonly sockets: readonly {
    readonly local: { readonly port: number }
    readonly owners: readonly { readonly pid: number; readonly comm: string }[] | null
  }[]
}

describe.skipIf(why !== '')(`the command share, in namespaces of its own${why}`, () => {
  const command = [process.execPath, resolve('bin/tsnetstat.js')]
  let room: Room
  let bare: ReturnType<typeof bareCommand>
  beforeAll(async () => {
    bare = bareCommand()
    room = await makeRoom()
  }, 60_000)
  afterAll(async () => {
    bare?.remove()
    await room?.end()
  })

  const share = (...words: string[]): string[] => {
    const { status, stdout, stderr } = room.run(...command, 'share', ...words)
    expect([status, stderr]).toEqual([0, ''])
    return stdout.trimEnd().split('\n')
  }
  const listen = ['-l', '--json', '-v']
  /** By nobody, without FFI: the folder of this command has no node_modules. */
  const list = (before: readonly string[] = UNPRIVILEGED): List & { said: string[] } => {
    const all = [...before, process.execPath, bare.bin, ...listen]
    const { status, stdout, stderr } = room.run(...all)
    expect(status).toBe(0)
    return { ...(JSON.parse(stdout) as List), said: stderr.trimEnd().split('\n') }
  }
  const holders = ({ sockets }: List): (number[] | null)[] =>
    sockets
      .toSorted((x, y) => x.local.port - y.local.port)
      .map(({ owners }) => owners?.map(({ pid }) => pid) ?? null)

  const NOT_SEEN = [null, null, null, null]
  // the raw socket's port is its protocol, 17
  const seen = (): number[][] => [[room.pid], [room.pid, room.child], [room.pid], [room.pid]]
  const PINS = [
    '/run/tsnetstat/owners: readable by everyone',
    '/run/tsnetstat/owners-self: readable by everyone',
  ]

  it('on: nobody sees who holds the listeners of root, with no FFI and no capability; off: no more', () => {
    expect(share('status')).toEqual(['nothing is shared'])
    expect(holders(list())).toEqual(NOT_SEEN)

    expect(share('on', '--everyone')).toEqual([...PINS, ...DISCLOSES])
    const shared = list()
    expect(shared.source).toEqual({ sockets: 'proc', owners: 'pin' })
    expect(holders(shared)).toEqual(seen())
    expect(shared.sockets.flatMap(({ owners }) => owners!.map(({ comm }) => comm))).toEqual(
      Array(5).fill('python3'),
    )

    expect(share('off')).toEqual(['nothing is shared any more'])
    const after = list()
    expect([holders(after), after.source.owners]).toEqual([NOT_SEEN, 'proc'])
    expect(share('off')).toEqual(['nothing was shared'])
  }, 60_000)

  it('on: says what the README shows, where the group is there', () => {
    const group = 'cp /etc/group /run/group; echo tsnetstat:x:990: >> /run/group'
    room.run('sh', '-c', `${group}; mount --bind /run/group /etc/group`)
    const readme = readFileSync('README.md', 'utf8')
    const shown = /^\$ sudo tsnetstat share on\n([^`]*)```/m.exec(readme)?.[1]
    expect(`${share('on').join('\n')}\n`).toBe(shown)
    share('off')
    room.run('umount', '/etc/group')
  }, 60_000)

  it('on: a user tells who may read, and changes nothing', () => {
    share('on', '--everyone')
    const asNobody = (verb: string) => room.runAsNobody(process.execPath, bare.bin, 'share', verb)
    expect(asNobody('status').stdout.trimEnd().split('\n')).toEqual([...PINS, ...DISCLOSES])
    for (const verb of ['on', 'off']) {
      const { status, stdout, stderr } = asNobody(verb)
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(
        new RegExp(`^tsnetstat: share ${verb}: only root can do this; sudo .* does it\\n$`),
      )
    }
    expect(holders(list())).toEqual(seen())
    share('off')
  }, 60_000)

  it('on: a reader in a pid namespace is shown pids of that one, and of other holders none', () => {
    share('on', '--everyone')
    const own = 'import socket, time; s = socket.create_server(("", 2500)); time.sleep(60)'
    const inside = `python3 -c '${own}' & while ! grep -q :09C4 /proc/net/tcp; do sleep 0.05; done; exec "$@"`
    const pidNs = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']
    const within = list([...pidNs, 'sh', '-c', inside, 'sh', ...UNPRIVILEGED])
    expect(within.source.owners).toBe('pin')
    // the shell is process 1 there
    expect(holders(within)).toEqual([null, null, null, null, [2]])
    share('off')
  }, 60_000)

  it.each([
    ['foreign', 'printf "%0200d" 0', 'not a list of tsnetstat'],
    ['empty', 'true', 'no record'],
    ['cut within a record', 'head -c 61 $0', 'cut within a record'],
    ['cut behind one', `head -c ${4 * (WORDS.preamble + WORDS.process)} $0`, 'cut short: no END'],
  ])(
    "refuses a file in the pin's place, and takes the next source: %s",
    (_, made, message) => {
      share('on', '--everyone')
      room.run('cp', '/run/tsnetstat/owners', '/run/recorded')
      share('off')
      room.run('sh', '-c', `mkdir /run/tsnetstat; ${made} > /run/tsnetstat/owners`, '/run/recorded')
      const { said, source, sockets } = list()
      const lines = said.filter(line => line.includes('/run/tsnetstat/owners:'))
      expect(lines).toEqual([expect.stringContaining(message)])
      expect(lines[0]).toMatch(/^pin: /)
      expect([source.owners, holders({ source, sockets })]).toEqual(['proc', NOT_SEEN])
      const root = room.run(...command, ...listen)
      expect(JSON.parse(root.stdout)).toMatchObject({ source: { owners: 'bpf' } })
      const refused = room.run(...command, 'share', 'on', '--everyone')
      expect([refused.status, refused.stderr]).toEqual([
        1,
        'tsnetstat: /run/tsnetstat is a directory that is not empty (owners): not ours, so it stays as it is\n',
      ])
      room.run('rm', '-r', '/run/tsnetstat', '/run/recorded')
    },
    60_000,
  )
})
