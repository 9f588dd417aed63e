import type { Sink } from '../helpers/run.ts'

/** The captured hosts that goldens show. */
export const HOSTS = ['article', 'live-6.18', 'kernel-2.6.32', 'big-endian', 'container', 'hostile', 'empty', 'path-after']
const WIDTHS = [40, 80, 120, 200]

/** What is run, and into what; its name is the file's. */
export type Case = readonly [name: string, argv: readonly string[], sink: Sink]

export const everyHost: readonly Case[] = [
  ...WIDTHS.map((width): Case => [`listening-${width}`, ['-l'], width]),
  ['all-120', ['-a', '-e', '-o', '--color', 'never'], 120],
  ['all.plain', ['-a', '-tuwxU'], 'pipe'],
  ['all.json', ['-a', '-o', '-tuwxU', '--json'], 'pipe'],
  ['softnet-80', ['softnet', '--color', 'never'], 80],
  ['softnet.json', ['softnet', '--json'], 'pipe'],
  ['path-100', ['path', '--totals', '--color', 'never'], 100],
]

export const onArticle: readonly Case[] = [
  ...WIDTHS.map((width): Case => [`listening-mono-${width}`, ['-l', '--color', 'never'], width]),
  ...WIDTHS.map((width): Case => [`connections-${width}`, ['--color', 'never'], width]),
  ['connections-100', [], 100],
  ['limit-100', ['--color', 'never', '--limit', '5'], 100],
  ['unix-80', ['-xa', '--color', 'never'], 80],
  ['port-22-80', ['-a', '--color', 'never', ':22'], 80],
  ['nginx-100', ['-a', '--color', 'never', 'process ~ nginx and state = listen'], 100],
  ['columns-80', ['-l', '--color', 'never', '--columns', 'pid,comm,local.port,user'], 80],
  ['columns.json', ['-l', '--json', '--columns', 'pid,local,state'], 'pipe'],
  ['no-owners.json', ['-l', '--json', '--no-owners'], 'pipe'],
  ['listening.ndjson', ['-l', '--ndjson'], 'pipe'],
  ['listening.csv', ['-l', '--csv'], 'pipe'],
  ...[40, 80, 120].flatMap((width): Case[] => [
    [`by-process-${width}`, ['-a', '--color', 'never', '--by', 'process'], width],
    [`by-port-state-${width}`, ['-a', '--color', 'never', '--by', 'local.port,state'], width],
    [`by-peer-${width}`, ['-a', '--color', 'never', '--by', 'remote.address'], width],
  ]),
  ['by-scope-80', ['-l', '--by', 'scope'], 80],
  ['by-process.json', ['-a', '--json', '--by', 'pid,process'], 'pipe'],
  ['by-state.json', ['-a', '--json', '--by', 'state'], 'pipe'],
  ['by-state.csv', ['-a', '--csv', '--by', 'state'], 'pipe'],
  ['wide-80', ['-lW', '--color', 'never'], 80],
]

/** A captured host has one reading: its path shows what was counted ever. */
const onPath: readonly Case[] = [
  ...[40, 60].map((width): Case => [`path-${width}`, ['path', '--totals', '--color', 'never'], width]),
  ['path-colour-100', ['path', '--totals'], 100],
  ['path-all-100', ['path', '--totals', '--all', '--color', 'never'], 100],
  ['path.plain', ['path', '--totals'], 'pipe'],
  ['path.json', ['path', '--totals', '--json'], 'pipe'],
  ['path.csv', ['path', '--totals', '--csv'], 'pipe'],
  ['path-columns-80', ['path', '--totals', '--color', 'never', '--columns', 'name,verdict,counters'], 80],
  ['explain-100', ['softnet', '--explain', '--color', 'never'], 100],
  ['explain-40', ['softnet', '--explain', '--color', 'never'], 40],
  ['explain.plain', ['softnet', '--explain'], 'pipe'],
]

const MORE: { readonly [host: string]: readonly Case[] } = {
  article: onArticle,
  'path-after': onPath,
}

export const casesOf = (host: string): readonly Case[] => [...everyHost, ...(MORE[host] ?? [])]
