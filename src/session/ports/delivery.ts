import type { Socket } from 'node:net';
import type { PortChannel } from './port-channel.ts';

/** Bytes that may wait for local programs to read them, and until when the channel then rests. */
const MOST_UNREAD = 16 * 1024 * 1024;
const LITTLE_UNREAD = 8 * 1024 * 1024;

/**
 * Hands bytes to local sockets, and lets the channel rest while too much of it is not read. Neither the channel nor
 * smux has flow control for a single stream: what one program leaves lying holds up the others in the end.
 */
export class Delivery {
  readonly #channel: Pick<PortChannel, 'pause' | 'resume'>;
  #unread = 0;
  #isResting = false;

  constructor(channel: Pick<PortChannel, 'pause' | 'resume'>) {
    this.#channel = channel;
  }

  write(socket: Socket, bytes: Uint8Array): void {
    if (socket.writableEnded || socket.destroyed) {
      return;
    }
    this.#unread += bytes.length;
    // Called for each write, also when the socket is destroyed before.
    socket.write(bytes, () => this.#read(bytes.length));
    if (!this.#isResting && this.#unread > MOST_UNREAD) {
      this.#isResting = true;
      this.#channel.pause();
    }
  }

  #read(count: number): void {
    this.#unread -= count;
    if (this.#isResting && this.#unread <= LITTLE_UNREAD) {
      this.#isResting = false;
      this.#channel.resume();
    }
  }
}
