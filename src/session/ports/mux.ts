import type { Socket } from 'node:net';
import { type Carrier, type CarrierParts, LINGER } from './carrier.ts';
import { Delivery } from './delivery.ts';
import { Silence } from './silence.ts';
import { closeFrame, dataFrames, keepAliveFrame, openFrame, SmuxReader, type Told } from './smux.ts';

/** Streams of the side that opens them are odd; smux begins with this one. */
const FIRST_STREAM = 3;

interface Stream {
  readonly socket: Socket;
  /** Whether the destination has said anything. */
  isAnswered: boolean;
  /** Whether something was said to it since. */
  isAwaited: boolean;
  /** Runs while the local side is closed and the destination may still answer. */
  lingering: Silence | undefined;
}

/** Many connections at once: each a stream of smux. */
export class Mux implements Carrier {
  readonly #parts: CarrierParts;
  readonly #delivery: Delivery;
  readonly #reader = new SmuxReader();
  readonly #streams = new Map<number, Stream>();
  #nextStream = FIRST_STREAM;
  #isFull = false;
  /** Connections that the destination has refused, and whose streams are still to be closed by the agent. */
  #refusals = 0;

  constructor(parts: CarrierParts) {
    this.#parts = parts;
    this.#delivery = new Delivery(parts.channel);
  }

  add(socket: Socket): void {
    const id = this.#nextStream;
    // Wraps around to 1, which smux never uses.
    this.#nextStream = (id + 2) >>> 0;
    const stream: Stream = { socket, isAnswered: false, isAwaited: false, lingering: undefined };
    this.#streams.set(id, stream);
    this.#write(openFrame(id));
    socket.on('data', (data) => this.#send(id, data));
    socket.on('end', () => this.#onLocalEnd(id));
    socket.on('close', () => this.#onLocalClose(id));
    if (!this.#isFull) {
      socket.resume();
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
  }

  /** The agent does not say which stream it means, but closes that one next. */
  refuse(): void {
    this.#refusals++;
  }

  stop(): void {
    for (const { lingering } of this.#streams.values()) {
      lingering?.stop();
    }
    this.#streams.clear();
  }

  #take(told: Told): void {
    switch (told.kind) {
      case 'data': {
        const stream = this.#streams.get(told.stream);
        // Nobody's, where the stream has been closed here meanwhile.
        if (stream !== undefined) {
          stream.isAnswered = true;
          stream.isAwaited = false;
          stream.lingering?.heard();
          this.#parts.onAnswer();
          this.#delivery.write(stream.socket, told.bytes);
        }
        return;
      }
      case 'close':
        this.#onRemoteClose(told.stream);
        return;
      case 'keep-alive':
        this.#write(keepAliveFrame());
        return;
      case 'malformed':
        this.#parts.onMalformed();
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
    if (stream?.isAwaited === true) {
      stream.lingering = new Silence(this.#parts.clock, LINGER, () => stream.socket.destroySoon());
    } else {
      stream?.socket.destroySoon();
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
    stream?.lingering?.stop();
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
