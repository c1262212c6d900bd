import { once } from 'node:events';
import type { Socket } from 'node:net';

export interface SingleConnectionOptions {
  /** Opens the connection. */
  readonly dial: () => Socket;
  /** What to say of a socket that did not connect. */
  readonly explain: (error: Error) => string;
  readonly onData: (bytes: Buffer) => void;
  /** It could not be made; why. */
  readonly onFailed: (reason: string) => void;
}

/**
 * One connection at a time, as agents up to 3.0.196.0 forward a port. When either side has closed it, the client's
 * next bytes open another (agent/session/plugins/port/port_basic.go of aws/amazon-ssm-agent).
 */
export class SingleConnection {
  readonly #options: SingleConnectionOptions;
  #socket: Socket | undefined;
  #paused = false;
  #closed = false;

  constructor(options: SingleConnectionOptions) {
    this.#options = options;
  }

  /** Settles when the connection is made, or has failed. */
  async open(): Promise<void> {
    const dialled = this.#options.dial();
    try {
      await once(dialled, 'connect');
    } catch (error) {
      this.#options.onFailed(this.#options.explain(error as Error));
      return;
    }
    if (this.#closed) {
      dialled.destroy();
      return;
    }
    if (this.#paused) {
      dialled.pause();
    }
    dialled.on('data', this.#options.onData);
    // Its close follows.
    dialled.on('error', () => undefined);
    const forget = (): void => {
      if (this.#socket === dialled) {
        this.#socket = undefined;
      }
    };
    dialled.on('end', forget).on('close', forget);
    this.#socket = dialled;
  }

  /** Settles when there is room for more. */
  async receive(bytes: Buffer): Promise<void> {
    if (this.#socket === undefined) {
      await this.open();
    }
    const socket = this.#socket;
    if (socket?.write(bytes) === false) {
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
  }

  /** The client's side is closed. */
  disconnect(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) {
      this.#socket?.pause();
    } else {
      this.#socket?.resume();
    }
  }

  close(): void {
    this.#closed = true;
    this.disconnect();
  }
}
