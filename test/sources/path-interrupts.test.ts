import { expect, it } from 'vitest'
import { interruptCounts } from '../../src/sources/path-interrupts.ts'
import { fakeFs } from '../proc/fake-fs.ts'

const fs = fakeFs({
  'sys/class/net/eth0/device': '../../../virtio2',
  'sys/class/net/eth1/device': '../../../0000:3b:00.0',
})
const row = (irq: number, description: string) => ({
  irq,
  counts: new Map([[0, irq]]),
  description,
})

it.each([
  ['the name of the device', 'PCI-MSIX-0000:00:03.0 1-edge virtio2-input.0', 'eth0'],
  ['the name of the interface', 'IR-PCI-MSI 5-edge eth0-TxRx-3', 'eth0'],
  ['the address of the device', 'IR-PCI-MSI 5-edge mlx5_comp0@pci:0000:3b:00.0', 'eth1'],
  ['the address in front', 'PCI-MSIX-0000:3b:00.0 0-edge eth1-rx-0', 'eth1'],
  ['another device with a longer number', 'PCI-MSIX-0000:00:09.0 1-edge virtio20-input.0', null],
  ['no device of ours', 'IO-APIC 4-edge ttyS0', null],
])('an interrupt with %s: %s', (_, description, device) => {
  const counts = interruptCounts(fs, ['lo', 'eth0', 'eth1'], [row(38, description)])
  expect(counts.map(each => each.interface)).toEqual(device === null ? [] : [device])
})

it('is a counter per CPU, by the name of its queue', () => {
  const counts = new Map([
    [0, 7],
    [3, 9],
  ])
  const [first, second] = interruptCounts(
    fs,
    ['eth0'],
    [{ irq: 38, counts, description: 'PCI-MSIX-0000:00:03.0 1-edge virtio2-input.0' }],
  )
  expect(first).toMatchObject({
    name: 'virtio2-input.0',
    cpu: 0,
    total: 7n,
    bits: 32,
    source: '/proc/interrupts 38',
  })
  expect(second).toMatchObject({ cpu: 3, total: 9n })
})
