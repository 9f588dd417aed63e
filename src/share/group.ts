import type { HostFs } from '../base/fs.ts'

/** `name:password:gid:members`, group(5). */
const groups = (fs: HostFs): { name: string; gid: number }[] => {
  try {
    return fs
      .text('etc/group', 'utf8')
      .split('\n')
      .map(line => line.split(':'))
      .filter(([name, , gid]) => name !== '' && /^\d{1,10}$/.test(gid ?? ''))
      .map(([name, , gid]) => ({ name: name!, gid: Number(gid) }))
  } catch {
    return []
  }
}

/** The gid of a group by its name, or of one that is given as a number; null: there is none. */
export const groupId = (fs: HostFs, group: string): number | null =>
  groups(fs).find(({ name }) => name === group)?.gid ??
  (/^\d{1,10}$/.test(group) ? Number(group) : null)

export const groupName = (fs: HostFs, id: number): string =>
  groups(fs).find(({ gid }) => gid === id)?.name ?? String(id)
