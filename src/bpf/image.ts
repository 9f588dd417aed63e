/** A compiled program, as owners.generated.ts holds it and bpf(2) wants it; bytes are in base64. */
export interface Image {
  /** struct bpf_insn[] */
  readonly instructions: string
  /** the types that `relocations` name, and the program's own */
  readonly btf: string
  /** the BTF id of the program's function */
  readonly functionId: number
  /** struct bpf_core_relo[]: where which field's offset in the running kernel is to be put */
  readonly relocations: string
  /** the program's variables: their size, and the instructions that load their address */
  readonly variables: { readonly size: number; readonly loads: readonly number[] }
}
