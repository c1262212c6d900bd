import assert from 'node:assert/strict';
import type { OpenSocket, Socket, SocketEnd, SocketEvents } from '../../../src/session/transport/socket.ts';
import { decodeFrame, type Frame } from '../../../src/session/wire/frame.ts';

/** A socket whose other end the test holds. */
export class FakeSocket implements Socket {
  unsent = 0;
  closed = false;
  paused = false;
  pings = 0;
  readonly texts: string[] = [];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #events: SocketEvents;
  #frames: Frame[] = [];

  constructor(url: string, headers: Readonly<Record<string, string>>, events: SocketEvents) {
    this.url = url;
    this.headers = headers;
    this.#events = events;
  }

  send(message: string | Uint8Array): void {
    assert.ok(!this.closed, 'nothing is sent through a closed socket');
    if (typeof message === 'string') {
      this.texts.push(message);
      return;
    }
    const decoded = decodeFrame(message);
    assert.ok(decoded.ok);
    this.#frames.push(decoded.frame);
  }

  ping(): void {
    this.pings++;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): void {
    this.closed = true;
  }

  /** The frames that were sent since the last question. */
  taken(): readonly Frame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  opens(): void {
    this.#events.onOpen();
  }

  receives(bytes: Uint8Array): void {
    if (!this.closed) {
      this.#events.onMessage(bytes);
    }
  }

  pongs(): void {
    this.#events.onAlive();
  }

  ends(end: SocketEnd): void {
    if (!this.closed) {
      this.#events.onEnd(end);
    }
  }
}

/** The sockets that were opened. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];

  readonly openSocket: OpenSocket = (url, headers, events) => {
    const socket = new FakeSocket(url, headers, events);
    this.sockets.push(socket);
    return socket;
  };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    assert.ok(last, 'a socket was opened');
    return last;
  }
}
