import { describe, expect, it } from 'vitest'
import { run, shownOf } from '../helpers/run.ts'
import { schemaErrors } from '../helpers/schema.ts'
import { casesOf, HOSTS, type Case } from './cases.ts'

const check = (host: string, [name, argv, sink]: Case): void => {
  it(`${name}: tsnetstat ${argv.join(' ')}`, async () => {
    const { code, out, err } = await run([...argv, '--root', `fixtures/hosts/${host}`], sink)
    if (argv.includes('--json')) expect(schemaErrors(JSON.parse(out))).toEqual([])
    await expect(shownOf({ code, out, err })).toMatchFileSnapshot(`${host}/${name}.txt`)
  })
}

describe.each(HOSTS)('golden output of %s', host => {
  for (const each of casesOf(host)) check(host, each)
})
