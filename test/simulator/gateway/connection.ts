import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ProtocolError } from './protocol-error.ts';

/** The sender has to wait from the first number of bytes on their way into the socket until the second. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = HIGH_WATER / 4;
/** The most that fits into the reason of a closing frame, in bytes: RFC 6455, 5.5. */
const MAX_REASON = 123;

/** WebSocket closing codes. */
export const CloseCode = { normal: 1000, policyViolation: 1008 } as const;

export interface ConnectionOptions {
  /** Nothing arrives in either direction while this is so. */
  readonly halfOpen: () => boolean;
  readonly onMessage: (message: string | Buffer) => void;
  /** The client did something against the WebSocket protocol. */
  readonly onError: (error: ProtocolError) => void;
  /** There is room for more after there was none. */
  readonly onDrain: () => void;
  /** The socket is gone, for whatever reason. */
  readonly onClose: () => void;
}

/** A client's socket. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #options: ConnectionOptions;
  #full = false;
  #corked = false;
  /** What remains to be done once the connection is no longer half-open. */
  #closing: { readonly code: number; readonly reason: string } | undefined;

  /** Takes an open WebSocket and the stream that it runs on. */
  constructor(socket: WebSocket, stream: Duplex, options: ConnectionOptions) {
    this.#socket = socket;
    this.#stream = stream;
    this.#options = options;
    socket.on('message', (data, isBinary) => {
      if (this.#isOpen() && Buffer.isBuffer(data)) {
        options.onMessage(isBinary ? data : data.toString());
      }
    });
    socket.on('ping', (data) => {
      if (this.#isOpen()) {
        socket.pong(data);
      }
    });
    socket.on('error', (error) => {
      // Other errors are a lost socket's, and its end follows.
      if ('code' in error && String(error.code).startsWith('WS_ERR_')) {
        options.onError(new ProtocolError(`${error.message}.`));
      }
    });
    socket.on('close', options.onClose);
  }

  /** Whether the socket takes more without piling it up. */
  get hasRoom(): boolean {
    return !this.#full;
  }

  send(frame: Buffer): void {
    if (this.#options.halfOpen()) {
      return;
    }
    this.#cork();
    this.#socket.send(frame, this.#onSent);
    this.#full ||= this.#socket.bufferedAmount >= HIGH_WATER;
  }

  close(code: number, reason: string): void {
    this.#closing = { code, reason };
    this.#isOpen();
  }

  /** Breaks the socket without a closing handshake. */
  cut(): void {
    this.#socket.terminate();
  }

  /** Lets all frames of this turn go out in one system call. */
  #cork(): void {
    if (this.#corked) {
      return;
    }
    this.#corked = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.#stream.uncork();
    });
  }

  /** Whether something arrives now. Closes the socket if that could not be done before. */
  #isOpen(): boolean {
    if (this.#options.halfOpen()) {
      return false;
    }
    if (this.#closing === undefined) {
      return true;
    }
    this.#socket.close(this.#closing.code, this.#closing.reason.slice(0, MAX_REASON));
    return false;
  }

  readonly #onSent = () => {
    if (!this.#full || this.#socket.bufferedAmount > LOW_WATER) {
      return;
    }
    this.#full = false;
    this.#options.onDrain();
  };
}
