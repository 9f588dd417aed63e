import type { Renderer } from '../model/table.ts'
import { renderCsv, renderJson, renderNdjson } from './data.ts'
import { renderPlain } from './plain.ts'

export const FORMATS = ['table', 'plain', 'json', 'ndjson', 'csv'] as const
export type Format = (typeof FORMATS)[number]

/** Formats whose rows are whole, and which carry problems themselves or leave them to stderr. */
export const isData = (format: Format): boolean => format !== 'table' && format !== 'plain'

/** The renderer of a format. Only the terminal's table needs cli-table3 and chalk, so only it loads them. */
export const load = async (format: Format): Promise<Renderer> => {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).renderTable
    case 'plain':
      return renderPlain
    case 'json':
      return renderJson
    case 'ndjson':
      return renderNdjson
    case 'csv':
      return renderCsv
  }
}
