import { readFileSync } from 'node:fs'
import licenses from '../../dist/LICENSES.txt' with { type: 'file' }

/** In the standalone binary: the file that its build put in, with what is said of the runtime. */
export const licenseTexts = (): string => readFileSync(licenses, 'utf8')
