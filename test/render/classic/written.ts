import { Page } from '../../../src/render/classic/page.ts'

/** What lands on a page, byte by byte. */
export const written = (write: (page: Page) => void): string => {
  const page = new Page()
  write(page)
  return Buffer.from(page.bytes()).toString('latin1')
}
