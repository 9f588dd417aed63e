import type { Counter, SocketLoss, Stage } from '../../model/path.ts'
import type { Column, Value } from '../../model/table.ts'
import { WANTED } from '../../sources/path-reading.ts'
import { SOCKET_COLUMNS } from '../sockets/columns.ts'
import { socketsView } from '../sockets.ts'
import { GRAVITY } from './evaluate.ts'
import { objectOf } from './object.ts'
import { adviceText, counterTexts, limitText, socketText, VERDICT_TONES } from './text.ts'

type Col = Column<Stage>
type Base = Omit<Col, 'rank' | 'align' | 'type'> & Partial<Pick<Col, 'rank' | 'align' | 'type'>>

const text = (column: Base): Col => ({ align: 'left', type: 'text', rank: 5, ...column })

const counter = (
  name: string,
  type: 'text' | 'number',
  help: string,
  get: (counter: Counter) => Value,
): Col =>
  text({
    key: `counters.${name}`,
    header: name,
    type,
    each: 'counters',
    help,
    value: row => row.counters.map(get),
  })

const limit = (name: 'name' | 'value', help: string): Col =>
  text({
    key: `limits.${name}`,
    header: `limit ${name}`,
    each: 'limits',
    help,
    value: row => row.limits.map(each => each[name]),
  })

const SOCKET_KEYS = new Set(socketsView.whole({ ...WANTED, memory: false }))
const SOCKET_PARTS = SOCKET_COLUMNS.filter(({ key }) => SOCKET_KEYS.has(key))

/** A socket as its own view has it, and what it lost here. */
const socketObject = ({ socket, delta, rate, full, advice }: SocketLoss): Value => ({
  ...objectOf(SOCKET_PARTS, socket),
  drops_delta: delta,
  drops_rate: rate,
  accept_queue_full: full,
  advice,
})

/** The vocabulary of the view, in the order of the JSON. */
export const STAGE_COLUMNS: readonly Col[] = [
  text({
    key: 'name',
    header: 'Stage',
    help: 'where on the path',
    rank: 9,
    value: row => row.name,
  }),
  text({
    key: 'direction',
    header: 'Direction',
    help: 'receive or transmit',
    rank: 6,
    value: row => row.direction,
    order: row => (row.direction === 'receive' ? 0 : 1),
  }),
  text({
    key: 'verdict',
    header: 'Verdict',
    help: 'loss: packets died here; info: worth knowing, no loss by itself; ok',
    rank: 8,
    value: row => row.verdict,
    order: row => GRAVITY.indexOf(row.verdict),
    tone: row => VERDICT_TONES[row.verdict],
  }),
  text({
    key: 'counters',
    header: 'Counters',
    help: 'what moved, per second; with --all what did not, too',
    rank: 7,
    parts: ['name', 'source', 'interface', 'cpu', 'delta', 'rate', 'total'].map(
      part => `counters.${part}`,
    ),
    value: row => counterTexts(row.counters).join(', '),
  }),
  counter('name', 'text', "the kernel's own name", ({ name }) => name),
  counter('source', 'text', 'where the kernel keeps it', ({ source }) => source),
  counter('interface', 'text', 'null: not of one interface', each => each.interface),
  counter('cpu', 'number', 'null: not of one CPU', ({ cpu }) => cpu),
  counter('delta', 'number', 'how far it went; null: not known', ({ delta }) => delta),
  counter('rate', 'number', 'the same per second', ({ rate }) => rate),
  counter('total', 'number', 'since it began', ({ total }) => total),
  text({
    key: 'limits',
    header: 'Limits',
    help: 'what bounds the stage, and its value now',
    rank: 3,
    parts: ['limits.name', 'limits.value'],
    value: row => row.limits.map(limitText).join(', '),
  }),
  limit('name', 'a sysctl'),
  limit('value', 'its value now; null: not to be had'),
  text({
    key: 'advice',
    header: 'Advice',
    help: 'what it means and what to do',
    rank: 0,
    value: adviceText,
    text: row => adviceText(row) ?? '',
  }),
  text({
    key: 'sockets',
    header: 'Sockets',
    help: 'those that lost something, or whose accept queue is full',
    rank: 6,
    value: row => row.sockets.map(socketObject),
    text: row => row.sockets.map(socketText).join(', '),
  }),
]

export const WHOLE = STAGE_COLUMNS.filter(({ parts }) => parts === undefined).map(({ key }) => key)
