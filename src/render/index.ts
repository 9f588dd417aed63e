import type { Renderer } from '../model/table.ts'
import { renderPlain } from './plain.ts'

export const FORMATS = ['table', 'plain', 'json', 'ndjson', 'csv'] as const
export type Format = (typeof FORMATS)[number]

/** Formats whose rows are whole, and which carry problems themselves or leave them to stderr. */
export const isData = (format: Format): boolean => format !== 'table' && format !== 'plain'

/** The renderer of a format, loaded when it is needed: the terminal's table brings cli-table3 and chalk along. */
export const load = async (format: Format): Promise<Renderer> => {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).renderTable
    case 'plain':
      return renderPlain
    case 'json':
      return (await import('./data.ts')).renderJson
    case 'ndjson':
      return (await import('./data.ts')).renderNdjson
    case 'csv':
      return (await import('./data.ts')).renderCsv
  }
}
