import { spawn, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstLine, whyNoWorld } from './world.ts'

const SCRIPT = new URL('names.py', import.meta.url).pathname
const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname
const why = whyNoWorld('ip', 'mount')

interface Row {
  readonly local: {
    readonly address: string
    readonly host: string | null
    readonly interface: string | null
    readonly service: string | null
  }
  readonly remote: { readonly address: string; readonly host: string | null }
}

/** A server of names on loopback, in namespaces of its own, and listeners to be named. */
const serve = async (how: 'silent' | 'answers') => {
  const words = ['-nm', 'python3', SCRIPT, how]
  const child = spawn('unshare', words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const pid = Number(await firstLine(child))
  return {
    list: (...args: string[]) => {
      const started = performance.now()
      const into = ['-t', String(pid), '-n', '-m', process.execPath, BIN, ...args]
      const { stdout, stderr, status } = spawnSync('nsenter', into, {
        encoding: 'utf8',
        timeout: 20_000,
      })
      return { stdout, stderr, status, ms: performance.now() - started }
    },
    end: () => void child.stdin.end(),
  }
}

const rowsOf = (text: string): Row[] => (JSON.parse(text) as { sockets: Row[] }).sockets

describe.skipIf(why !== '')(`--resolve with a server that never answers${why}`, () => {
  let names: Awaited<ReturnType<typeof serve>>
  beforeAll(async () => void (names = await serve('silent')))
  afterAll(() => names.end())

  it('ends in less than 1.5 s, with the numbers and what the files say', () => {
    const { stdout, status, ms } = names.list('-lt', '--resolve', '--services', '--json')
    expect(status).toBe(0)
    expect(ms).toBeLessThan(1500)
    // it has waited
    expect(ms).toBeGreaterThan(900)
    const hosts = new Map(rowsOf(stdout).map(({ local }) => [local.address, local.host]))
    expect(hosts.get('192.0.2.1')).toBeNull()
    expect(hosts.get('127.0.0.1')).toBe('localhost')
  })

  it('asks nobody for --services alone', () => {
    const { stdout, ms } = names.list('-lt', '--services', '--json')
    expect(ms).toBeLessThan(900)
    const row = rowsOf(stdout).find(({ local }) => local.address === '127.0.0.1')!
    expect(row.local).toMatchObject({ port: 22, service: 'ssh' })
    expect(row.local).not.toHaveProperty('host')
  })
})

describe.skipIf(why !== '')(`--resolve with a server that answers${why}`, () => {
  let names: Awaited<ReturnType<typeof serve>>
  beforeAll(async () => void (names = await serve('answers')))
  afterAll(() => names.end())

  it('shows its names, harmless, under keys of their own, and does not wait for more', () => {
    const { stdout, ms } = names.list('-lt', '--resolve', '--services', '--json')
    expect(ms).toBeLessThan(900)
    const row = rowsOf(stdout).find(({ local }) => local.address === '192.0.2.1')!
    expect(row.local).toMatchObject({ host: 'h1.example.test', service: 'ssh' })
    expect(names.list('-lt', '--resolve', '--services').stdout).toMatch(/ h1.example.test:ssh /)
  })

  it('says on which link a link-local address is', () => {
    const { stdout } = names.list('-lt', '--resolve', '--json')
    const row = rowsOf(stdout).find(({ local }) => local.address === 'fe80::1')!
    expect(row.local).toMatchObject({ host: null, interface: 'lo' })
    expect(names.list('-lt', '--resolve').stdout).toContain(' [fe80::1%lo]:22 ')
  })
})
