import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { NOTICES, noticesText } from './notices.ts'

it('the notices name what the bundle is made of: npm run notices', () => {
  const text = readFileSync(NOTICES, 'utf8')
  expect(text).toBe(noticesText())
  for (const name of Object.keys(packageJson.dependencies)) expect(text).toContain(`\n${name} `)
})
