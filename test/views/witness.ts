import { readFileSync } from 'node:fs'
import { run } from '../helpers/run.ts'

const HOST = 'fixtures/hosts/network-6.18'

/** What another program printed on the captured network. */
export const witness = (name: string): string => readFileSync(`${HOST}/${name}`, 'utf8')

/** The rows of a view there. */
export const rowsOf = async <Row>(...argv: readonly string[]): Promise<Row[]> => {
  const { out } = await run([...argv, '--json', '--root', HOST])
  const document = JSON.parse(out) as Record<string, Row[]> & { readonly view: string }
  return document[document.view]!
}
