import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bareCommand } from '../helpers/nobody.ts'

let bare: ReturnType<typeof bareCommand>

beforeAll(() => {
  bare = bareCommand()
})
afterAll(() => bare.remove())

/** Runs the built command, calls `act` at its first output, and tells how it ended. */
const run = async (
  args: readonly string[],
  act: (end: (signal: NodeJS.Signals) => void) => void,
) => {
  const child = spawn(process.execPath, [bare.bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => {
    if (out === '') act(signal => child.kill(signal))
    out += chunk.toString()
  })
  const begin = performance.now()
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { code, signal, out, err, ms: performance.now() - begin }
}

describe('the built command, again and again', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s, at once and with 0', async name => {
    const ended = await run(['softnet', '--totals', '--interval', '60'], end => end(name))
    expect([ended.code, ended.signal, ended.err]).toEqual([0, null, ''])
    // each frame says when it was taken
    expect(ended.out).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\ncpu /)
    // not after the minute
    expect(ended.ms).toBeLessThan(30_000)
  })

  it('looks as often as it was told to', async () => {
    const { code, out, ms } = await run(['-tlc', '0.2', '--count', '3', '--plain'], () => {})
    expect(code).toBe(0)
    expect(out.split('\n\n')).toHaveLength(3)
    expect(ms).toBeGreaterThan(400)
  })

  it('takes rates over the interval', async () => {
    const argv = ['softnet', '-c', '0.3', '--count', '2', '--json']
    const { out } = await run(argv, () => {})
    const documents = out.split(/(?<=\]\}\n)(?=\{)/).map(text => JSON.parse(text) as Document)
    for (const { interval_s, softnet } of documents) {
      expect(interval_s).toBeGreaterThanOrEqual(0.29)
      expect(softnet.every(({ rates }) => rates.processed >= 0)).toBe(true)
    }
    expect(documents).toHaveLength(2)
  })
})

interface Document {
  readonly interval_s: number
  readonly softnet: readonly { readonly rates: { readonly processed: number } }[]
}
