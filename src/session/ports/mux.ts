import type { Socket } from 'node:net';
import type { Carrier, CarrierParts } from './carrier.ts';
import { Delivery } from './delivery.ts';
import { HalfClosed, MOST_HALF_CLOSED } from './half-closed.ts';
import { closeFrame, dataFrames, keepAliveFrame, openFrame, SmuxReader, type Told } from './smux.ts';

/** Streams of the side that opens them are odd; smux begins with this one. */
const FIRST_STREAM = 3;
/**
 * Milliseconds between two answers to the agent's signs of life, at least. It sends one in ten seconds; a peer that
 * sends them without end gets no more, and none while the channel is full: then other frames are on their way to it.
 */
const ANSWER_EVERY = 50;

interface Stream {
  readonly socket: Socket;
  /** Whether the destination has said anything. */
  isAnswered: boolean;
  /** Whether something was said to it since. */
  isAwaited: boolean;
  /** Whether its program has closed its side; in {@link Mux} the oldest of these is found. */
  halfClosed: HalfClosed | undefined;
}

/** Many connections at once: each a stream of smux. */
export class Mux implements Carrier {
  readonly #parts: CarrierParts;
  readonly #delivery: Delivery;
  readonly #reader = new SmuxReader();
  readonly #streams = new Map<number, Stream>();
  /** Connections that wait until the channel has room for a new stream. */
  readonly #waiting = new Set<Socket>();
  /** Those of the streams whose program has closed its side, the oldest first. */
  readonly #halfClosed = new Set<HalfClosed>();
  #nextStream = FIRST_STREAM;
  #isFull = false;
  /** Connections that the destination has refused, and whose streams are still to be closed by the agent. */
  #refusals = 0;
  /** On the clock; of the last answer to a sign of life. */
  #answeredAt = -Infinity;

  constructor(parts: CarrierParts) {
    this.#parts = parts;
    this.#delivery = new Delivery(parts.channel);
  }

  add(socket: Socket): void {
    if (this.#isFull) {
      // A program that tries again and again while the connection is cut must not fill the queue with streams.
      this.#waiting.add(socket);
      socket.on('close', () => this.#waiting.delete(socket));
    } else {
      this.#open(socket);
    }
  }

  receive(bytes: Uint8Array): void {
    for (const told of this.#reader.read(bytes)) {
      this.#take(told);
    }
  }

  drain(): void {
    this.#isFull = false;
    for (const { socket } of this.#streams.values()) {
      socket.resume();
    }
    this.#openWaiting();
  }

  /** The agent does not say which stream it means, but closes that one next. */
  refuse(): void {
    this.#refusals++;
  }

  stop(): void {
    for (const halfClosed of this.#halfClosed) {
      halfClosed.stop();
    }
    this.#halfClosed.clear();
    this.#waiting.clear();
    this.#streams.clear();
  }

  #openWaiting(): void {
    for (const socket of this.#waiting) {
      if (this.#isFull) {
        return;
      }
      this.#waiting.delete(socket);
      this.#open(socket);
    }
  }

  #open(socket: Socket): void {
    const id = this.#nextStream;
    // Wraps around to 1, which smux never uses.
    this.#nextStream = (id + 2) >>> 0;
    this.#streams.set(id, { socket, isAnswered: false, isAwaited: false, halfClosed: undefined });
    this.#write(openFrame(id));
    socket.on('data', (data) => this.#send(id, data));
    socket.on('end', () => this.#onLocalEnd(id));
    socket.on('close', () => this.#onLocalClose(id));
    if (!this.#isFull) {
      socket.resume();
    }
  }

  #take(told: Told): void {
    switch (told.kind) {
      case 'data': {
        const stream = this.#streams.get(told.stream);
        // Nobody's, where the stream has been closed here meanwhile.
        if (stream !== undefined) {
          stream.isAnswered = true;
          stream.isAwaited = false;
          stream.halfClosed?.heard();
          this.#parts.onAnswer();
          this.#delivery.write(stream.socket, told.bytes);
        }
        return;
      }
      case 'close':
        this.#onRemoteClose(told.stream);
        return;
      case 'keep-alive':
        this.#answer();
        return;
      case 'malformed':
        this.#parts.onMalformed();
    }
  }

  #answer(): void {
    const now = this.#parts.clock.now();
    if (!this.#isFull && now - this.#answeredAt >= ANSWER_EVERY) {
      this.#answeredAt = now;
      this.#write(keepAliveFrame());
    }
  }

  #send(id: number, data: Uint8Array): void {
    const stream = this.#streams.get(id);
    if (stream !== undefined) {
      stream.isAwaited = true;
      this.#write(dataFrames(id, data));
    }
  }

  #onLocalEnd(id: number): void {
    const stream = this.#streams.get(id);
    if (stream !== undefined) {
      stream.halfClosed = new HalfClosed(stream.socket, stream.isAwaited, this.#parts);
      this.#halfClosed.add(stream.halfClosed);
      if (this.#halfClosed.size > MOST_HALF_CLOSED) {
        this.#giveUpOldest();
      }
    }
  }

  #giveUpOldest(): void {
    for (const oldest of this.#halfClosed) {
      this.#halfClosed.delete(oldest);
      oldest.giveUp(`there are ${MOST_HALF_CLOSED} newer ones`);
      return;
    }
  }

  #onLocalClose(id: number): void {
    if (this.#forget(id) !== undefined) {
      this.#write(closeFrame(id));
    }
  }

  #onRemoteClose(id: number): void {
    const stream = this.#forget(id);
    const isRefused = this.#refusals > 0 && stream?.isAnswered !== true;
    if (isRefused) {
      this.#refusals--;
      stream?.socket.resetAndDestroy();
    } else {
      // What the local program still has to say is nobody's: the destination is gone.
      stream?.socket.resume().destroySoon();
    }
  }

  #forget(id: number): Stream | undefined {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    if (stream?.halfClosed !== undefined) {
      stream.halfClosed.stop();
      this.#halfClosed.delete(stream.halfClosed);
    }
    return stream;
  }

  #write(bytes: Uint8Array): void {
    if (!this.#parts.channel.write(bytes) && !this.#isFull) {
      this.#isFull = true;
      for (const { socket } of this.#streams.values()) {
        socket.pause();
      }
    }
  }
}
