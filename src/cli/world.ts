/** What the program has of the world around it. */
export interface World {
  readonly folder: string;
  readonly version: string;
  /** Whether output goes to a terminal that shows colours. */
  readonly color: boolean;
  /** Undefined where it is longer than what is checked. */
  readStdin(): Promise<Uint8Array | undefined>;
  out: (words: string | Uint8Array) => void;
  error: (words: string) => void;
}
