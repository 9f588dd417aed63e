import { expect, it } from 'vitest'
import { kernelMemory } from '../../src/sources/kernel-memory.ts'
import { kernelText, memoryFacts } from '../../src/views/sockets/memory.ts'
import { fakeHost } from './hosts.ts'

// AT_PAGESZ (6) 16384, AT_NULL: little-endian pairs of 64-bit words
const AUXV = '\x06\0\0\0\0\0\0\0\0\x40\0\0\0\0\0\0' + '\0'.repeat(16)
const FILES = {
  'proc/self/auxv': AUXV,
  'proc/net/sockstat': 'TCP: inuse 5 orphan 0 tw 0 alloc 7 mem 3\nUDP: inuse 2 mem 10\n',
  'proc/sys/net/ipv4/tcp_mem': '10\t20\t64\n',
  'proc/sys/net/ipv4/udp_mem': '1\t10\t20\n',
}

it('counts pages in bytes of the page size that the kernel tells', () => {
  const memory = kernelMemory(fakeHost(FILES), () => {})
  expect(memory).toEqual([
    { protocol: 'tcp', bytes: 49_152, pressureBytes: 327_680, limitBytes: 1_048_576 },
    { protocol: 'udp', bytes: 163_840, pressureBytes: 163_840, limitBytes: 327_680 },
  ])
  expect(kernelText(memory)).toBe(
    'kernel memory of the whole machine: TCP 48K of 1M, UDP 160K of 320K, short of it',
  )
  expect(memoryFacts(memory)).toMatchObject({ udp: { pressure_bytes: 163_840 } })
})

it('leaves out a protocol of which a file is missing, and all without a page size', () => {
  const { 'proc/sys/net/ipv4/tcp_mem': _, ...noTcp } = FILES
  expect(kernelMemory(fakeHost(noTcp), () => {}).map(({ protocol }) => protocol)).toEqual(['udp'])
  const { 'proc/self/auxv': __, ...noPage } = FILES
  expect(kernelMemory(fakeHost(noPage), () => {})).toEqual([])
})
