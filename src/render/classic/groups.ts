import type { GroupLine } from '../../model/lines.ts'
import { namedHost, numericHost } from './address.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import { plain, type Page } from './page.ts'

export const GROUPS_TITLE =
  'IPv6/IPv4 Group Memberships\n' +
  'Interface       RefCnt Group\n' +
  '--------------- ------ ---------------------\n'

/** Writes each group: eachGroupLine() calls what this returns. */
export const groupRows =
  (page: Page, options: ClassicOptions, names: ClassicNames): ((line: GroupLine) => void) =>
  ({ device, users, group }) => {
    page.left(plain(device), 15)
    page.text(' ')
    page.left(String(users), 6)
    page.text(` ${options.numericHosts ? numericHost(group) : namedHost(group, names)}\n`)
  }
