/** One line of the benchmarks' table. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** To what it is compared with. */
  readonly ratio?: string;
  readonly goal?: string;
}
