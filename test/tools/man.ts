/**
 * `npm run man`: man/tsnetstat.1, made of the tables that the program itself is made of: its options,
 * views, columns, commands and help. A test compares the two.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { COMMANDS } from '../../src/cli/commands.ts'
import { COUNTERPARTS, type Counterpart } from '../../src/cli/help-options.ts'
import { unitText } from '../../src/cli/help-topics.ts'
import {
  FILTER_HEADLINE,
  FILTER_JOINTS,
  FILTER_NOTES,
  FILTER_TERMS,
} from '../../src/cli/help-filter.ts'
import { EXAMPLES, EXIT_CODES, HEADLINE } from '../../src/cli/help.ts'
import { OPTIONS, type OptionSpec } from '../../src/cli/options.ts'
import { SUBCOMMANDS } from '../../src/cli/subcommands.ts'
import type { Column } from '../../src/model/table.ts'
import { VIEWS } from '../../src/views/index.ts'
import { TOPICS } from './man-topics.ts'
import { DIFFERENCES, ENVIRONMENT, FILES, OUTPUT, type Term } from './man-text.ts'
import { bold, entry, italic, paragraphs, plain, section, subsection } from './roff.ts'

const MAN = join(import.meta.dirname, '../../man/tsnetstat.1')

/** Of the page's text, as its foot tells it. */
const DATE = '2026-11-21'

/** `-A, --family <list>` with its words bold and its value slanted. */
const flagsText = (flags: string): string => {
  const [spellings = '', value] = flags.split(' <')
  const words = spellings.split(', ').map(bold).join(', ')
  return value === undefined ? words : `${words} ${italic(value.slice(0, -1))}`
}

const optionEntry = ({ flags, help, choices, byDefault }: OptionSpec): string => {
  const more = [
    ...(choices === undefined ? [] : [choices.join(', ')]),
    ...(byDefault === undefined ? [] : [`default: ${byDefault}`]),
  ]
  return entry(flagsText(flags), plain(more.length === 0 ? help : `${help} (${more.join('; ')})`))
}

const columnEntry = (column: Column<unknown>): string => {
  const { key, short, help } = column
  const names = short === undefined ? bold(key) : `${bold(key)}, ${bold(short)}`
  return entry(`${names} (${plain(unitText(column))})`, plain(help))
}

const termEntry = ([term, text]: Term): string => entry(bold(term), plain(text))

const viewsText = (): string =>
  VIEWS.map(
    ({ name, summary, columns }) =>
      subsection(name) +
      paragraphs([`${plain(summary)}. Its columns:`]) +
      columns.map(columnEntry).join(''),
  ).join('')

const counterpart = ({ theirs, here, says }: Counterpart): string => {
  const ours = here === '' ? '' : bold(`tsnetstat ${here}`)
  const note = ours !== '' && says !== '' ? ` (${plain(says)})` : plain(says)
  return entry(bold(theirs), `${ours}${note}`)
}

const counterpartsText = (): string =>
  Object.entries(COUNTERPARTS)
    .map(([tool, rows]) => subsection(tool) + rows.map(counterpart).join(''))
    .join('')

export const manPage = (): string =>
  [
    `.\\" Made by "npm run man" of the tables of the program; change those.\n`,
    `.TH TSNETSTAT 1 ${DATE} "tsnetstat ${packageJson.version}" "User Commands"\n`,
    section('Name'),
    `tsnetstat \\- ${plain(HEADLINE)}\n`,
    section('Synopsis'),
    `${bold('tsnetstat')} [${italic('VIEW')}] [${italic('options')}] [${italic('filter')}]\n`,
    ...[...SUBCOMMANDS, ...COMMANDS.values()].map(
      ({ usage }) => `.br\n${bold('tsnetstat')} ${plain(usage)}\n`,
    ),
    section('Examples'),
    EXAMPLES.map(termEntry).join(''),
    section('Options'),
    OPTIONS.map(optionEntry).join(''),
    optionEntry({ flags: '-V, --version', help: 'print the version' }),
    entry(
      flagsText('-h, --help <topic>'),
      plain('help; of a topic: filter, columns, options, or a view by its name'),
    ),
    section('Commands'),
    [...SUBCOMMANDS, ...COMMANDS.values()]
      .map(({ usage, summary }) => entry(bold(usage), plain(summary)))
      .join(''),
    section('Filter'),
    paragraphs([plain(FILTER_HEADLINE)]),
    [...FILTER_TERMS, ...FILTER_JOINTS].map(termEntry).join(''),
    paragraphs(FILTER_NOTES.map(plain), 'entries'),
    section('Views and columns'),
    paragraphs([
      plain(
        'The name of a column is its word for --columns, --sort, --by and filters, its key in JSON ' +
          'and its head in CSV; behind it stand its short name and its unit.',
      ),
    ]),
    viewsText(),
    section('Output'),
    paragraphs(OUTPUT.map(plain)),
    section('Notes'),
    TOPICS.map(([topic, texts]) => subsection(topic) + paragraphs(texts.map(plain))).join(''),
    section('Exit status'),
    EXIT_CODES.map((means, code) => entry(bold(String(code)), plain(means))).join(''),
    section('Environment'),
    ENVIRONMENT.map(termEntry).join(''),
    section('Files'),
    FILES.map(termEntry).join(''),
    section('Differences from netstat, ss and lsof'),
    paragraphs(DIFFERENCES.map(plain)),
    counterpartsText(),
    section('See also'),
    `${bold('netstat')}(8), ${bold('ss')}(8), ${bold('lsof')}(8), ${bold('proc')}(5), ${bold('sock_diag')}(7)\n`,
  ].join('')

if (process.argv[1] === import.meta.filename) writeFileSync(MAN, manPage())
