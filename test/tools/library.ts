/**
 * `npm run types`: src/cli/library-types.generated.ts, made of the published schema. With `dist` it
 * writes dist/index.d.ts, what a program that imports the package sees.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import packageJson from '../../package.json' with { type: 'json' }

const ROOT = join(import.meta.dirname, '../..')
const SCHEMA = join(ROOT, 'fixtures/schema/tsnetstat-1.schema.json')
const GENERATED = join(ROOT, 'src/cli/library-types.generated.ts')

/** The part of JSON Schema that the published one uses for what a key holds. */
interface Node {
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly $ref?: string
  readonly anyOf?: readonly Node[]
  readonly oneOf?: readonly Node[]
  readonly items?: Node
  readonly required?: readonly string[]
  readonly properties?: { readonly [key: string]: Node }
}
interface Schema extends Node {
  readonly $defs: { readonly [name: string]: Node }
}

/** Kinds of rows; the rest of the schema's definitions are conditions. */
const ROWS = ['scope', 'owner', 'inetSocket', 'unixSocket', 'softnetRow', 'counter', 'limit']
const MORE = ['lostSocket', 'stage', 'route', 'interface', 'membership', 'statistic']
const VIEW_FACTS = { sockets: ['access'], path: ['interval_s'] } as const
const EVERY = ['schema', 'view', 'time', 'host', 'source', 'warnings']

const typeName = (name: string): string => name[0]!.toUpperCase() + name.slice(1)

const comment = ({ description }: Node): string =>
  description === undefined ? '' : `/** ${description} */\n`

const PLAIN: { readonly [type: string]: string } = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** `#/$defs/inetSocket` is a type of that name; what lies deeper is told where it is used. */
const typeOf = (node: Node): string => {
  const [name = '', ...deeper] = (node.$ref ?? '').split('/').slice(2)
  if (deeper.length > 0) return `${typeName(name)}[${JSON.stringify(deeper.at(-1))}]`
  if (name !== '') return typeName(name)
  if (node.const !== undefined) return JSON.stringify(node.const)
  if (node.enum !== undefined) return node.enum.map(value => JSON.stringify(value)).join(' | ')
  const some = node.anyOf ?? node.oneOf
  if (some !== undefined) return some.map(typeOf).join(' | ')
  const types = typeof node.type === 'string' ? [node.type] : (node.type ?? ['unknown'])
  return types.map(type => oneType(type, node)).join(' | ')
}

const oneType = (type: string, node: Node): string => {
  if (type === 'array') return `readonly (${typeOf(node.items ?? {})})[]`
  if (type !== 'object') return PLAIN[type] ?? 'unknown'
  const { properties } = node
  return properties === undefined ? '{ readonly [key: string]: unknown }' : objectType(node)
}

const objectType = ({ properties = {}, required = [] }: Node): string => {
  const members = Object.entries(properties).map(
    ([key, node]) =>
      `${comment(node)}readonly ${key}${required.includes(key) ? '' : '?'}: ${typeOf(node)}`,
  )
  return `{\n${members.join('\n')}\n}`
}

/** What a row always has, which the schema says of whole rows only (`--columns` gives parts). */
const wholeOf = (schema: Schema, name: string): Node => {
  const def = schema.$defs[name]!
  const whole = schema.$defs[`whole${typeName(name)}`]
  const ends = whole?.properties ?? {}
  const properties = Object.entries(def.properties ?? {}).map(([key, node]) => [
    key,
    { ...node, ...(ends[key]?.required !== undefined && { required: ends[key].required }) },
  ])
  const required =
    whole?.required ?? def.required ?? wholeRow(schema, name) ?? Object.keys(def.properties ?? {})
  return { ...def, properties: Object.fromEntries(properties) as Node['properties'] & {}, required }
}

/** The same of the views whose rows are of one kind; of other things, as an owner, undefined: all keys. */
const wholeRow = (schema: Schema, name: string): readonly string[] | undefined => {
  const view = Object.entries(schema.properties ?? {}).find(([, { items }]) =>
    items?.$ref?.endsWith(`/${name}`),
  )?.[0]
  const rules = (schema as unknown as { allOf: readonly { then: Node }[] }).allOf
  return rules.map(({ then }) => then.properties?.[view ?? '']?.items?.required).find(Boolean)
}

/** The library's types as TypeScript, formatted as everything here is. */
export const libraryTypes = async (): Promise<string> => {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Schema
  const rows = [...ROWS, ...MORE].map(name => {
    const def = schema.$defs[name]!
    const type = def.enum === undefined ? objectType(wholeOf(schema, name)) : typeOf(def)
    return `${comment(def)}export type ${typeName(name)} = ${type}\n`
  })
  const views = (schema.properties!['view']!.enum as string[]).map(view => {
    const facts = view in VIEW_FACTS ? VIEW_FACTS[view as keyof typeof VIEW_FACTS] : []
    const keys = [...EVERY, ...facts, view]
    const properties = Object.fromEntries(keys.map(key => [key, schema.properties![key]!]))
    const document = { properties: { ...properties, view: { const: view } }, required: keys }
    return `readonly ${view}: ${objectType(document)}`
  })
  const head =
    '// Made by "npm run types" of fixtures/schema/tsnetstat-1.schema.json; change that.\n'
  const documents = `/** What each view gives, by its name. */\nexport interface Documents {\n${views.join('\n')}\n}\n`
  const text = [head, ...rows, documents].join('\n')
  return format(text, { parser: 'typescript', ...packageJson.prettier } as object)
}

/** dist/index.d.ts: queries, documents, and the functions with their comments. */
const declarations = (): string => {
  const source = (name: string): string => readFileSync(join(ROOT, 'src/cli', name), 'utf8')
  const functions = source('library.ts').matchAll(
    /^(\/\*\*(?:(?!\*\/)[^])*\*\/\n)export const (\w+) = (?:async )?\((query): *(\w+) = \{\}\): (.+?) =>/gm,
  )
  const declared = [...functions].map(
    ([, said, name, , query, result]) =>
      `${said}export declare const ${name}: (query?: ${query}) => ${result}\n`,
  )
  const errors = [
    '/** A query that makes no sense; the message says what to write. */\nexport declare class UsageError extends Error {}\n',
    '/** What was asked for cannot be read here; the message says why. */\nexport declare class Unavailable extends Error {}\n',
    '/** The kernel wrote something in another format; the message says where, what was expected and what was there. */\nexport declare class ParseError extends Error {}\n',
  ]
  return [
    source('library-query.ts'),
    source('library-types.generated.ts'),
    ...declared,
    ...errors,
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === 'dist') writeFileSync(join(ROOT, 'dist/index.d.ts'), declarations())
  else writeFileSync(GENERATED, await libraryTypes())
}
