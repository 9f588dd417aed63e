import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const SCHEMA = new URL('../../fixtures/schema/tsnetstat-1.schema.json', import.meta.url)

/**
 * The published schema lets readers meet new keys. Here every key must be in it, so that none is
 * added without being published: each object with properties is closed.
 */
const closed = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(closed)
  if (node === null || typeof node !== 'object') return node
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)])
  const made = Object.fromEntries(entries) as Record<string, unknown>
  const open =
    made['type'] === 'object' && 'properties' in made && !('additionalProperties' in made)
  return open ? { ...made, additionalProperties: false } : made
}

const publishedText = readFileSync(SCHEMA, 'utf8')
const options = {
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allowUnionTypes: true,
  formats: { 'date-time': true },
} as const
export const published = JSON.parse(publishedText) as Record<string, unknown>
const validateOpen = new Ajv2020(options).compile(published)
const validateClosed = new Ajv2020(options).compile(closed(published) as object)

/** What the schema has against a document; empty if nothing. */
export const schemaErrors = (document: unknown): string[] =>
  [validateOpen, validateClosed].flatMap(validate =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  )

const CLOSED_SOCKET = { $ref: 'tsnetstat-1.schema.json#/$defs/closedSocket' }
const validateLines = [published, closed(published) as Record<string, unknown>].map(schema =>
  new Ajv2020(options).addSchema(schema).compile(CLOSED_SOCKET),
)

/** What the schema has against a line of `events --ndjson`. */
export const eventErrors = (line: unknown): string[] =>
  validateLines.flatMap(validate =>
    validate(line)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  )
