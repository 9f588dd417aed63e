import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { errno } from '../../proc/fake-fs.ts'
import { run } from '../../helpers/run.ts'

const ROOT = ['--root', 'fixtures/hosts/article']

describe('what is asked for as netstat', () => {
  it('is the same by its name and by --classic, wherever that stands', async () => {
    const byName = await run([...ROOT, '-tln'], 'pipe', { name: 'netstat' })
    expect(byName.out).toContain('Active Internet connections (only servers)\n')
    expect(await run(['--classic', ...ROOT, '-tln'])).toEqual(byName)
    expect(await run(['-tl', ...ROOT, '-n', '--classic'])).toEqual(byName)
    expect(await run(['ignored', '-tl', 'words', ...ROOT, '-n', '--classic'])).toEqual(byName)
  })

  it('is not what stands behind --', async () => {
    const { code } = await run(['-l', ...ROOT, '--', '--classic'])
    expect(code).toBe(2)
  })

  it('is not what any other name asks for', async () => {
    const { out } = await run(['-l', ...ROOT], 'pipe', { name: 'mynetstat' })
    expect(out).not.toContain('Active Internet')
  })

  it('takes no notice of the terminal', async () => {
    const argv = ['--classic', ...ROOT, '-a']
    expect(await run(argv, 40, { env: { FORCE_COLOR: '3', COLUMNS: '40' } })).toEqual(
      await run(argv),
    )
  })

  it('obeys POSIXLY_CORRECT, as getopt(3) does', async () => {
    const argv = [...ROOT, '-t', 'word', '-l', '-k']
    const env = { POSIXLY_CORRECT: '1' }
    expect((await run(argv, 'pipe', { name: 'netstat', env })).code).toBe(0)
    expect((await run(argv, 'pipe', { name: 'netstat' })).code).toBe(3)
  })
})

describe('help and version', () => {
  it('-h is for standard output, in 80 columns', async () => {
    const { code, out, err } = await run(['-h'], 'pipe', { name: 'netstat' })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  })

  it('a complaint is for standard error, and the same usage under it', async () => {
    const help = await run(['-h'], 'pipe', { name: 'netstat' })
    const { code, out, err } = await run(['--nonsense'], 'pipe', { name: 'netstat' })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe(`netstat: unrecognized option '--nonsense'\n${help.out}`)
  })

  it('-V names the version it prints like, and its own', async () => {
    const { out } = await run(['-V'], 'pipe', { name: 'netstat' })
    expect(out.split('\n')[0]).toBe('net-tools 2.10')
    expect(out).toContain(packageJson.version)
  })
})

describe('-c', () => {
  /** Runs until it has slept so often. */
  const passes = async (argv: readonly string[], count: number) => {
    const slept: number[] = []
    const wait = (ms: number): Promise<void> => {
      slept.push(ms)
      return slept.length < count ? Promise.resolve() : Promise.reject(errno('EPIPE'))
    }
    return { slept, ...(await run(argv, 'pipe', { name: 'netstat', wait })) }
  }

  it('prints the same again every second, without end', async () => {
    const once = await run([...ROOT, '-tlpn'], 'pipe', { name: 'netstat' })
    const { slept, out, code } = await passes([...ROOT, '-tlpnc'], 3)
    expect(slept).toEqual([1000, 1000, 1000])
    expect(out).toBe(once.out.repeat(3))
    expect(code).toBe(0)
  })

  it.each(['-Mc', '-Sc', '-2c', '--ax25 -c'])('ends where netstat fails: %s', async line => {
    const { slept, code } = await passes([...ROOT, ...line.split(' ')], 3)
    expect({ slept, code }).toEqual({ slept: [], code: 1 })
  })
})

it('a root without /proc is told in our own words', async () => {
  const { code, err } = await run(['--root', 'fixtures', '-t'], 'pipe', { name: 'netstat' })
  expect(code).toBe(2)
  expect(err).toMatch(/^tsnetstat: fixtures\/proc cannot be read \(ENOENT\)/)
})
