import { errnoOf } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import type { Count } from '../model/path.ts'
import type { InterruptRow } from '../proc/interrupts.ts'

/**
 * The interrupts of network devices, by CPU. Drivers put the name of the interface into that of the
 * interrupt (`eth0-TxRx-3`), or that of the device (`virtio2-input.0`, `mlx5_comp0@pci:0000:3b:00.0`).
 */
export const interruptCounts = (
  fs: HostFs,
  devices: readonly string[],
  rows: readonly InterruptRow[],
): Count[] => {
  const owners = devices.flatMap(device =>
    [device, deviceName(fs, device)].flatMap(name => (name === null ? [] : [{ device, name }])),
  )
  return rows.flatMap(({ irq, counts, description }) => {
    const owner = owners.find(({ name }) => hasName(description, name))
    if (owner === undefined) return []
    const name = description.slice(description.lastIndexOf(' ') + 1)
    return [...counts].map(([cpu, count]) => ({
      id: `irq ${irq} ${cpu}`,
      group: 'irq',
      name,
      source: `/proc/interrupts ${irq}`,
      interface: owner.device,
      cpu,
      total: BigInt(count),
      bits: 32,
    }))
  })
}

/** `virtio2` or a PCI address; null: it has no device, as loopback. */
const deviceName = (fs: HostFs, device: string): string | null => {
  try {
    return fs.readlink(`sys/class/net/${device}/device`).replace(/^.*\//, '')
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** As a whole word: `virtio2` is not in `virtio20-input.0`. */
const hasName = (description: string, name: string): boolean => {
  const at = description.indexOf(name)
  const end = at + name.length
  return at >= 0 && !/\w/.test(description.charAt(at - 1)) && !/\w/.test(description.charAt(end))
}
