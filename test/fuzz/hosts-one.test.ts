import { it } from 'vitest'
import { fuzzHosts } from './hosts.ts'
import { caseCount, seedOf } from './random.ts'

// half of the cases, so that the other half runs beside it
const CASES = caseCount(200_000) / 2
const SEED = seedOf(20261121)

it(
  `${CASES} broken hosts give rows and problems, and harmless output in every format (seed ${SEED})`,
  { timeout: 3_600_000 },
  () => fuzzHosts(SEED, CASES),
)
