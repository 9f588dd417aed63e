import type { Stage } from '../../model/path.ts'
import { endsOf, type Ends } from './ends.ts'
import { movesOf, stageOf, type Moves, type Span } from './evaluate.ts'
import { DEVICE_STAGES, IP_STAGE, NETFILTER_STAGE } from './receive.ts'
import type { StageSpec } from './sign.ts'
import { lossesOf, SOCKET_SYSCTLS, socketFindings } from './sockets.ts'
import { TRANSMIT_STAGES } from './transmit.ts'
import { TCP_STAGE, UDP_STAGE } from './transport.ts'
import { unaccounted } from './unaccounted.ts'

const SOCKET_STAGE: StageSpec = { name: 'sockets', direction: 'receive', signs: [], optional: true }

/** The stages in the order in which a packet meets them. */
export const STAGES: readonly StageSpec[] = [
  ...DEVICE_STAGES,
  IP_STAGE,
  NETFILTER_STAGE,
  UDP_STAGE,
  TCP_STAGE,
  SOCKET_STAGE,
  ...TRANSMIT_STAGES,
]

/** The sysctls that bound them. */
export const SYSCTLS: ReadonlySet<string> = new Set([
  ...STAGES.flatMap(({ signs }) => signs.flatMap(({ limits }) => limits)).filter(name =>
    name.startsWith('net.'),
  ),
  ...SOCKET_SYSCTLS,
])

/** The path over a span, and what passes at its ends. */
export interface Path {
  readonly stages: readonly Stage[]
  readonly ends: Ends
}

/** Every stage, `all` with the counters that did not move. */
export const pathOf = (span: Span, all: boolean): Path => {
  const moves = movesOf(span)
  return { stages: stagesOf(span, moves, all), ends: endsOf(moves, span.seconds) }
}

const stagesOf = (span: Span, moves: Moves, all: boolean): Stage[] => {
  const losses = lossesOf(span, moves)
  return STAGES.map(spec => {
    if (spec === NETFILTER_STAGE) return stageOf(spec, moves, all, unaccounted(moves))
    if (spec === SOCKET_STAGE) {
      return stageOf(spec, moves, all, socketFindings(losses, span), losses)
    }
    return stageOf(spec, moves, all)
  })
}
