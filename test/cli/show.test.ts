import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { schemaErrors } from '../helpers/schema.ts'

const host = (name: string): string[] => ['--root', `fixtures/hosts/${name}`]

describe('several frames', () => {
  it('of a table are parted by an empty line, each with its header', async () => {
    const { out, code } = await run(['softnet', '--totals', '--count', '3', ...host('container')])
    const frames = out.split('\n\n')
    expect(frames).toHaveLength(3)
    expect(frames.every(frame => frame.startsWith('2026-11-20T10:00:00Z\ncpu  processed'))).toBe(
      true,
    )
    expect(code).toBe(0)
  })

  it('of csv are one file with one header', async () => {
    const { out } = await run([
      'softnet',
      '--totals',
      '--count',
      '3',
      '--csv',
      ...host('container'),
    ])
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(1 + 3 * 4)
    expect(lines.filter(line => line.startsWith('cpu,'))).toHaveLength(1)
  })

  it('of json are whole documents, one behind the other', async () => {
    const { out } = await run(['-l', '--json', '--count', '2', ...host('article')])
    const documents = out.split(/(?<=\]\}\n)(?=\{)/).map(text => JSON.parse(text) as object)
    expect(documents).toHaveLength(2)
    for (const document of documents) expect(schemaErrors(document)).toEqual([])
  })

  it('tell a problem once, and remember it in the exit code', async () => {
    const { err, code } = await run(['softnet', '--totals', '--count', '3', ...host('hostile')])
    expect(err.split('\n').filter(line => line.includes('softnet_stat:2'))).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('end quietly where nobody reads any more', async () => {
    let frames = 0
    const out = (): void => {
      if (++frames > 2) throw Object.assign(new Error('write'), { code: 'EPIPE' })
    }
    const { code, err } = await run(['softnet', '-c', '--totals', ...host('article')], 'pipe', {
      out,
    })
    expect([code, err]).toEqual([0, ''])
  })

  it('end with 0 at a signal', async () => {
    let waits = 0
    const stop = {
      stopped: false,
      wait: () => {
        stop.stopped = ++waits === 4
        return Promise.resolve()
      },
      release: () => {},
    }
    const { code, out } = await run(['softnet', '-c', ...host('container')], 'pipe', {
      catchStop: () => stop,
    })
    expect(code).toBe(0)
    // the first of the four looks has nothing to compare with
    expect(out.split('\n\n')).toHaveLength(3)
  })
})

describe('--fail-on-loss', () => {
  it.each([
    ['path-after', 3],
    ['empty', 0],
  ])('on the host %s: exit code %i', async (name, code) => {
    expect((await run(['path', '--fail-on-loss', ...host(name)])).code).toBe(code)
    expect((await run(['path', ...host(name)])).code).toBe(0)
  })
})

describe('path in JSON', () => {
  it.each([
    [[]],
    [['--all']],
    [['--totals']],
    [['--columns', 'name,verdict']],
    [['--by', 'verdict']],
  ])('with %j keeps to the schema', async argv => {
    for (const name of ['path-after', 'article', 'hostile', 'empty']) {
      const { out } = await run(['path', '--json', ...argv, ...host(name)])
      expect(schemaErrors(JSON.parse(out))).toEqual([])
    }
  })

  it('has the keys of a stage in the order in which they are told', async () => {
    const { out } = await run(['path', '--json', ...host('path-after')])
    const document = JSON.parse(out) as { path: object[]; interval_s: unknown }
    const keys = ['name', 'direction', 'verdict', 'counters', 'limits', 'advice', 'sockets']
    for (const stage of document.path) expect(Object.keys(stage)).toEqual(keys)
    expect(document.interval_s).toBeNull()
  })

  it('has a socket as the view of sockets has it', async () => {
    const { out } = await run(['path', '--json', ...host('path-after')])
    const { path } = JSON.parse(out) as { path: { sockets: { local: object }[] }[] }
    const [lost] = path.flatMap(({ sockets }) => sockets)
    const own = await run(['-a', '--json', 'local.port = 5140', ...host('path-after')])
    const [socket] = (JSON.parse(own.out) as { sockets: object[] }).sockets
    expect(lost).toMatchObject(socket!)
  })

  it('sorts by how grave it is', async () => {
    const argv = ['--plain', '--no-header', '--columns', 'verdict', '--sort', '-verdict']
    const { out } = await run(['path', ...argv, ...host('path-after')])
    const lines = out.trimEnd().split('\n')
    expect([...new Set(lines)]).toEqual(['loss', 'info', 'ok'])
  })

  it('takes filters on what is in its lists', async () => {
    const { out } = await run([
      'path',
      '--plain',
      '--no-header',
      '--columns',
      'name',
      'counters.name',
      '=',
      'NoPorts',
      ...host('path-after'),
    ])
    expect(out).toBe('UDP\n')
  })
})

it('softnet --explain keeps to the schema', async () => {
  for (const name of ['live-6.18', 'kernel-2.6.32', 'empty']) {
    const { out } = await run(['softnet', '--explain', '--json', ...host(name)])
    expect(schemaErrors(JSON.parse(out))).toEqual([])
  }
})
