import { expect, it } from 'vitest'
import { errnoName, KernelError } from '../../src/base/errno.ts'
import { errnoOf } from '../../src/base/errors.ts'

it.each([
  [1, 'EPERM'],
  [2, 'ENOENT'],
  [11, 'EAGAIN'],
  [16, 'EBUSY'],
  [22, 'EINVAL'],
  [95, 'EOPNOTSUPP'],
  [105, 'ENOBUFS'],
  [9999, 'errno 9999'],
])('errno %i is %s', (errno, name) => expect(errnoName(errno)).toBe(name))

it('a KernelError has what errnoOf asks for', () => {
  const error = new KernelError('bind', 1, 'says the kernel')
  expect([errnoOf(error), error.errno, error.message]).toEqual([
    'EPERM',
    1,
    'bind: EPERM: says the kernel',
  ])
})
