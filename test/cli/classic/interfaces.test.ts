import { describe, expect, it } from 'vitest'
import { run } from '../../helpers/run.ts'
import { witness } from '../../views/witness.ts'

const ROOT = ['--root', 'fixtures/hosts/network-6.18']

const isAlias = (line: string): boolean => /^[^ ]+:[^ :]/.test(line)

/** /sys shows that the card listens to all for the macvlan on it, which the ioctl of netstat hides. */
const asSys = (text: string): string =>
  text
    .replace(/^(eth2 .*) BMRU$/m, '$1 BMPRU')
    .replace(
      'eth2: flags=4163<UP,BROADCAST,RUNNING,',
      'eth2: flags=4419<UP,BROADCAST,RUNNING,PROMISC,',
    )

describe('interfaces of a captured network, as netstat told them there', () => {
  it('are all but the aliases, of which no file tells', async () => {
    const { code, out, err } = await run(['--classic', ...ROOT, '-ia'])
    const lines = asSys(witness('netstat-ia.txt')).split('\n')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n')).toEqual(lines.filter(line => !isAlias(line)))
  })

  it('are without -a those that are switched on', async () => {
    const { out } = await run(['--classic', ...ROOT, '-i'])
    const lines = asSys(witness('netstat-ia.txt')).split('\n')
    expect(out.split('\n')).toEqual(
      lines.filter((line, i) => i < 2 || (!isAlias(line) && !/ [A-T]+$/.test(line))),
    )
  })

  it('have with -e all lines of theirs, but for what no file tells of IPv4', async () => {
    const { code, out } = await run(['--classic', ...ROOT, '-iae'])
    // aliases, networks of interfaces that are down, point-to-point addresses, and whether there is broadcast
    const comparable = (text: string): string[] =>
      asSys(text)
        .split('\n\n')
        .filter(block => !isAlias(block.split('\n').at(-1)!) && !isAlias(block))
        .flatMap(block => block.split('\n'))
        .filter(line => !line.includes(' inet '))
    expect(code).toBe(0)
    expect(comparable(out)).toEqual(comparable(witness('netstat-iae.txt')))
    expect(out).toContain('        inet 192.0.2.1  netmask 255.255.255.0  broadcast 192.0.2.255\n')
    expect(out).toContain('        inet 127.0.0.1  netmask 255.0.0.0\n')
  })
})

it("a host that lists no interfaces is told of in netstat's words and then in plain ones", async () => {
  const { code, out, err } = await run(['--classic', '--root', 'fixtures/hosts/empty', '-i'])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err.split('\n')[0]).toBe(
    'Warning: cannot open /proc/net/dev (No such file or directory). Limited output.',
  )
  expect(err.split('\n')[1]).toMatch(/^tsnetstat: .*\/proc\/net\/dev: ENOENT$/)
})
