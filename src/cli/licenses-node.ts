import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** On Node: the files beside the folder of the script that was started. Throws where they are gone. */
export const licenseTexts = (script: string): string =>
  ['LICENSE', 'THIRD-PARTY-NOTICES']
    .map(name => readFileSync(join(dirname(script), '..', name), 'utf8'))
    .join('\n')
