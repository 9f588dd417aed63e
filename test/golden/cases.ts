import type { Sink } from '../helpers/run.ts'

/** The captured hosts that goldens show; the last one shows its network alone. */
export const HOSTS = ['article', 'live-6.18', 'kernel-2.6.32', 'big-endian', 'container', 'hostile', 'empty', 'path-after', 'network-6.18']
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
  ['listening-110', ['-l'], 110],
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

/** Routes, interfaces, groups and statistics of an old host and a hostile one. */
const tables: readonly Case[] = [
  ['routes-100', ['routes', '-a', '--color', 'never'], 100],
  ['interfaces-100', ['interfaces', '-a', '--color', 'never'], 100],
  ['groups-100', ['groups', '--color', 'never'], 100],
  ['statistics-100', ['statistics', '--color', 'never'], 100],
  ['routes.json', ['routes', '-a', '--json'], 'pipe'],
  ['interfaces.json', ['interfaces', '-a', '--json'], 'pipe'],
  ['groups.json', ['groups', '--json'], 'pipe'],
  ['statistics.plain', ['statistics', '-a'], 'pipe'],
]

const onNetwork: readonly Case[] = [
  ...tables,
  ...[40, 80, 160].flatMap((width): Case[] => [
    [`routes-${width}`, ['routes', '--color', 'never'], width],
    [`interfaces-${width}`, ['interfaces', '--color', 'never'], width],
    [`groups-${width}`, ['groups', '--color', 'never', 'interface = eth2'], width],
    [`statistics-${width}`, ['statistics', '--color', 'never', '-u'], width],
  ]),
  ['routes-colour-80', ['-r'], 80],
  ['interfaces-colour-100', ['-i', '-a'], 100],
  ['groups-colour-80', ['-g', '-4'], 80],
  ['statistics-colour-80', ['-s', '-t', '-a'], 80],
  ['routes-extended-160', ['routes', '-e', '-4', '--color', 'never'], 160],
  ['interfaces-extended-160', ['interfaces', '-e', '--color', 'never'], 160],
  ['interfaces-addresses-80', ['interfaces', '--color', 'never', '--columns', 'interface,addresses.address,addresses.scope'], 80],
  ['routes.plain', ['routes', '-a'], 'pipe'],
  ['routes.csv', ['routes', '--csv'], 'pipe'],
  ['routes.ndjson', ['routes', '-4', '--ndjson'], 'pipe'],
  ['interfaces.plain', ['interfaces', '-a'], 'pipe'],
  ['interfaces.csv', ['interfaces', '--csv'], 'pipe'],
  ['groups.csv', ['groups', '--csv'], 'pipe'],
  ['statistics.csv', ['statistics', '-u', '--csv'], 'pipe'],
  ['statistics.json', ['statistics', '-t', '-a', '--json'], 'pipe'],
  ['routes-by-80', ['routes', '--color', 'never', '--by', 'interface,type'], 80],
  ['groups-by-80', ['groups', '--color', 'never', '--by', 'interface'], 80],
  ['interfaces-by.json', ['interfaces', '-a', '--json', '--by', 'state'], 'pipe'],
  ['statistics-by.json', ['statistics', '-a', '--json', '--by', 'protocol'], 'pipe'],
]

const MORE: { readonly [host: string]: readonly Case[] } = {
  article: onArticle,
  'path-after': onPath,
  'kernel-2.6.32': tables,
  hostile: tables,
  'network-6.18': onNetwork,
}

export const casesOf = (host: string): readonly Case[] => [
  ...(host === 'network-6.18' ? [] : everyHost),
  ...(MORE[host] ?? []),
]
