import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaErrors } from '../helpers/schema.ts'
import { startPeer, whyNoNobody, whyNoPeer, type Peer } from './peer.ts'

const why = whyNoPeer()
const noNobody = whyNoNobody()

interface Pair {
  readonly id: number
  readonly port: number
}

describe.skipIf(why !== '')(`kill on live sockets${why}`, () => {
  let peer: Peer
  beforeAll(async () => {
    peer = await startPeer()
  })
  afterAll(() => peer.end())

  const run = async (args: readonly string[], user?: 'nobody') => {
    const running = peer.start(args, user)
    const code = await running.ended()
    return { code, out: running.out, err: running.err() }
  }
  const pair = (): Promise<Pair> => peer.ask<Pair>('pair')
  const errors = ({ id }: Pair) => peer.ask<(string | null)[]>(`errors ${id}`)
  const isThere = async (filter: string): Promise<boolean> =>
    (await run(['-a', '--ndjson', filter])).out.length > 0

  it('destroys the one connection that is named, and its peer hears of it', async () => {
    const [one, other] = [await pair(), await pair()]
    const filter = `local.port = ${one.port} and process ~ python3`
    const { code, out, err } = await run(['kill', '--force', filter])
    expect([code, err]).toEqual([0, 'destroyed 1 socket\n'])
    expect(out[1]).toMatch(new RegExp(`^tcp +127.0.0.1:${one.port} .* ${peer.pid} `))
    expect(out).toHaveLength(2)
    expect(await errors(one)).toEqual(['ECONNABORTED', 'ECONNRESET'])
    expect(await errors(other)).toEqual([null, null])
  })

  it.each([
    ['y', 0, 'destroyed 1 socket', ['ECONNABORTED', 'ECONNRESET']],
    ['n', 3, 'nothing was destroyed', [null, null]],
    ['', 3, 'nothing was destroyed', [null, null]],
  ])('asks on a terminal; the answer %j exits %i: %s', async (answer, code, said, heard) => {
    const one = await pair()
    const running = peer.startOnTerminal(answer, ['kill', `local.port = ${one.port}`])
    const ended = await running.ended()
    const screen = running.out.join('\n')
    expect(screen).toContain(`127.0.0.1:${one.port}`)
    expect(screen).toContain('Destroy 1 socket? [y/N] ')
    expect(screen).toContain(said)
    expect([ended, await errors(one)]).toEqual([code, heard])
  })

  it('shows what it asks about in words, where the list itself is data that comes afterwards', async () => {
    const one = await pair()
    const running = peer.startOnTerminal('n', ['kill', '--json', `local.port = ${one.port}`])
    expect(await running.ended()).toBe(3)
    const screen = running.out.join('\n')
    expect(screen).toMatch(new RegExp(`tcp +127.0.0.1:${one.port} `))
    expect(await errors(one)).toEqual([null, null])
  })

  it('--dry-run destroys none', async () => {
    const one = await pair()
    const { code, out, err } = await run(['kill', '--dry-run', `:${one.port}`])
    expect([code, out.length, err]).toEqual([0, 3, ''])
    expect(await errors(one)).toEqual([null, null])
  })

  it('without a terminal and without --force destroys none and exits 2', async () => {
    const one = await pair()
    const { code, out, err } = await run(['kill', `:${one.port}`])
    expect([code, out]).toEqual([2, []])
    expect(err).toMatch(/^tsnetstat: kill asks .*--force.*\n$/)
    expect(await errors(one)).toEqual([null, null])
  })

  it.skipIf(noNobody !== '')(`as nobody says in one line what is needed${noNobody}`, async () => {
    const one = await pair()
    const { code, err } = await run(['kill', '--force', '--no-owners', `:${one.port}`], 'nobody')
    expect(code).toBe(1)
    expect(err).toBe(
      'tsnetstat: 2 sockets could not be destroyed: EPERM: that needs CAP_NET_ADMIN\n',
    )
    expect(await errors(one)).toEqual([null, null])
  })

  it('exits 3 where nothing matches', async () => {
    const { code, err } = await run(['kill', '--force', 'local.port = 1'])
    expect([code, err]).toEqual([3, 'tsnetstat: no socket matches, nothing was destroyed\n'])
  })

  it('--json lists what was destroyed, as the schema says', async () => {
    const one = await pair()
    const { code, out } = await run(['kill', '--force', '--json', `local.port = ${one.port}`])
    const document = JSON.parse(out.join('\n')) as { sockets: { local: { port: number } }[] }
    expect(schemaErrors(document)).toEqual([])
    expect([code, document.sockets.map(({ local }) => local.port)]).toEqual([0, [one.port]])
  })

  it('destroys listeners that share a port, though the kernel finds one at a time', async () => {
    await peer.ask('reuse 8181 4')
    const { code, err } = await run(['kill', '--force', '-l', 'local.port = 8181'])
    expect([code, err]).toEqual([0, 'destroyed 4 sockets\n'])
    expect(await isThere('local.port = 8181')).toBe(false)
  })

  it('ends what is left in TIME_WAIT, or says that this kernel cannot', async () => {
    const one = await pair()
    await peer.ask(`close ${one.id}`)
    expect(await isThere(`state = time-wait and local.port = ${one.port}`)).toBe(true)
    const { code, err } = await run(['kill', '--force', `local.port = ${one.port}`])
    if (code === 1) expect(err).toContain('this kernel destroys nothing in TIME_WAIT')
    else expect([code, err]).toEqual([0, 'destroyed 1 socket\n'])
    expect(await isThere(`local.port = ${one.port}`)).toBe(code === 1)
  })

  it('tells the program of a bound UDP socket, which stays until that closes it', async () => {
    await peer.ask('udp 5300')
    const { code, err } = await run(['kill', '--force', '-u', 'local.port = 5300'])
    expect([code, err]).toEqual([0, 'destroyed 1 socket\n'])
    expect(await peer.ask('udperror')).toBe('ECONNABORTED')
    expect(await isThere('local.port = 5300')).toBe(true)
  })
})
