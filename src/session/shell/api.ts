import type { DataChannelControls, DataChannelOptions, TerminalSize } from '../api.ts';

/** What a shell session needs. */
export interface SessionOptions extends DataChannelOptions {
  /** The terminal's size; sent when the remote side is ready for it. */
  readonly size?: TerminalSize;
  /** Output of the remote side, in order, each byte once. Chunks may split a UTF-8 sequence. */
  readonly onOutput: (bytes: Uint8Array) => void;
}

/** A shell, or a command, on the other side of a data channel. */
export interface Session extends DataChannelControls {
  /**
   * Queues input. It is held until the remote side is ready and while the connection is cut, and sent at the pace at
   * which it is acknowledged. All of it is taken; false asks to wait for `onDrain` before writing more.
   */
  write(input: string | Uint8Array): boolean;
  /** Ctrl-C: drops the input that is still queued here, and sends the key before anything else. */
  interrupt(): void;
  /** Tells the remote side the terminal's size; only the newest one counts. */
  resize(size: TerminalSize): void;
}

export type OpenSession = (options: SessionOptions) => Session;
