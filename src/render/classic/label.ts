/**
 * What netstat -s prints for a counter, `%` in the place of its number: always, or unless it is zero;
 * in a histogram of ICMP, unless it is zero, under a title; or nothing at all.
 */
export type Label =
  | { readonly kind: 'always' | 'nonzero' | 'input' | 'output'; readonly text: string }
  | { readonly kind: 'hidden' }

/**
 * By the kernel's name of the counter. net-tools 2.10 looks for names in tables that are not sorted, as
 * if they were, and misses some: those have no label here, and it prints them as they are.
 */
export type Labels = { readonly [name: string]: Label }

export const always = (text: string): Label => ({ kind: 'always', text })
export const nonzero = (text: string): Label => ({ kind: 'nonzero', text })
export const input = (text: string): Label => ({ kind: 'input', text })
export const output = (text: string): Label => ({ kind: 'output', text })
export const hidden: Label = { kind: 'hidden' }
