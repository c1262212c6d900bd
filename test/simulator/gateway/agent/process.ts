import type { ContainerInfo } from '../api.ts';

/** What a session runs. */
export interface Process {
  /** Takes input. The promise is pending, which may be long, while it takes no more. */
  write(input: Buffer): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Lets it wait with its output. */
  pause(): void;
  resume(): void;
  /** Ends it, and all that it started; settles when that is gone. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  readonly command: string;
  readonly container: ContainerInfo;
  readonly region: string;
  readonly onOutput: (bytes: Buffer) => void;
  /** Called once, after the last output. */
  readonly onExit: () => void;
}

/** The command could not be started; the message is the agent's, which puts a heading before most of them. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly hasHeading: boolean;

  constructor(message: string, { hasHeading = true }: { readonly hasHeading?: boolean } = {}) {
    super(message);
    this.hasHeading = hasHeading;
  }
}
