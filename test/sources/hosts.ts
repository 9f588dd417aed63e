import { fileURLToPath } from 'node:url'
import { hostFs } from '../../src/base/fs.ts'
import type { Want } from '../../src/model/socket.ts'
import type { Host } from '../../src/sources/index.ts'
import { fakeFs, type Tree } from '../proc/fake-fs.ts'

const HOSTS = fileURLToPath(new URL('../../fixtures/hosts', import.meta.url))

/** A captured host, read as root unless said otherwise. */
export const fixtureHost = (name: string, over: Partial<Host> = {}): Host => {
  const fs = hostFs(`${HOSTS}/${name}`)
  const order = fs.text('sys/kernel/cpu_byteorder', 'utf8').trim()
  return {
    fs,
    littleEndian: order === 'little',
    euid: 0,
    elevated: null,
    tell: () => {},
    trace: null,
    ...over,
  }
}

export const fakeHost = (tree: Tree, over: Partial<Host> = {}): Host => ({
  fs: fakeFs(tree),
  littleEndian: true,
  euid: 0,
  elevated: null,
  tell: () => {},
  trace: null,
  ...over,
})

/** What a run without options wants, but with the listeners. */
export const wanted = (over: Partial<Want> = {}): Want => ({
  coarse: null,
  protos: new Set(['tcp', 'udp', 'raw']),
  named: new Set(),
  families: new Set(['inet', 'inet6']),
  unixTypes: null,
  rows: 'all',
  owners: true,
  extended: false,
  timer: false,
  memory: false,
  info: false,
  drops: false,
  changes: false,
  ...over,
})
