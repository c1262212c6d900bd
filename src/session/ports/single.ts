import type { Socket } from 'node:net';
import { ByteQueue } from '../stream/byte-queue.ts';
import { Flag } from '../wire/messages.ts';
import type { Carrier, CarrierParts } from './carrier.ts';
import { Delivery } from './delivery.ts';
import { HalfClosed } from './half-closed.ts';
import { Silence } from './silence.ts';

/** What a destination may say before anybody has connected here, in bytes. */
const LONGEST_GREETING = 256 * 1024;
/**
 * Milliseconds of silence after a disconnection. What the agent has still had of the old connection must not be taken
 * for the beginning of the next one's answer.
 */
const SETTLE = 500;
/** Milliseconds between two looks at whether all bytes are sent: the flag that disconnects would overtake them. */
const LOOK_AGAIN = 50;

/**
 * One connection after the other, as agents up to 3.0.196.0 do it: bytes as they are. The agent connects when the
 * session begins, is told by a flag when the local side is closed, and connects again for the next bytes. That the
 * destination has closed is not told.
 */
export class Single implements Carrier {
  readonly #parts: CarrierParts;
  readonly #delivery: Delivery;
  /** Connections whose turn has not come. */
  readonly #waiting = new Set<Socket>();
  /** Of the connection that the agent makes first, until there is a local one. */
  readonly #greeting = new ByteQueue();
  #isFirst = true;
  #active: Socket | undefined;
  #isFull = false;
  /** Whether the destination has said nothing since something was last said to it. */
  #isAwaited = false;
  #halfClosed: HalfClosed | undefined;
  #settling: Silence | undefined;
  #cancelLook: () => void = () => undefined;

  constructor(parts: CarrierParts) {
    this.#parts = parts;
    this.#delivery = new Delivery(parts.channel);
  }

  add(socket: Socket): void {
    this.#waiting.add(socket);
    socket.on('close', () => {
      if (!this.#waiting.delete(socket)) {
        this.#disconnect();
      }
    });
    this.#next();
  }

  receive(bytes: Uint8Array): void {
    this.#settling?.heard();
    this.#halfClosed?.heard();
    if (this.#active !== undefined) {
      this.#isAwaited = false;
      this.#parts.onAnswer();
      this.#delivery.write(this.#active, bytes);
    } else if (this.#isFirst) {
      this.#greeting.push(bytes);
      if (this.#greeting.length > LONGEST_GREETING) {
        this.#parts.channel.pause();
      }
    }
  }

  drain(): void {
    this.#isFull = false;
    this.#active?.resume();
  }

  /** The agent ends the session then, and says why. */
  refuse(): void {
    this.#active?.resetAndDestroy();
  }

  stop(): void {
    this.#waiting.clear();
    this.#active = undefined;
    this.#halfClosed?.stop();
    this.#settling?.stop();
    this.#cancelLook();
  }

  #next(): void {
    const [socket] = this.#waiting;
    if (socket === undefined || this.#active !== undefined || this.#settling !== undefined) {
      return;
    }
    this.#waiting.delete(socket);
    this.#active = socket;
    this.#isAwaited = false;
    if (this.#isFirst) {
      this.#isFirst = false;
      this.#delivery.write(socket, this.#greeting.take(this.#greeting.length));
      this.#parts.channel.resume();
    }
    socket.on('data', (data) => this.#send(socket, data));
    socket.on('end', () => this.#onLocalEnd(socket));
    if (!this.#isFull) {
      socket.resume();
    }
  }

  #onLocalEnd(socket: Socket): void {
    this.#halfClosed = new HalfClosed(socket, this.#isAwaited, this.#parts);
  }

  #send(socket: Socket, data: Uint8Array): void {
    this.#isAwaited = true;
    if (!this.#parts.channel.write(data)) {
      this.#isFull = true;
      socket.pause();
    }
  }

  /** Goes on with the next connection when the far side is quiet. */
  #disconnect(): void {
    const { channel, clock } = this.#parts;
    if (this.#active === undefined) {
      return;
    }
    this.#halfClosed?.stop();
    this.#halfClosed = undefined;
    if (channel.queued > 0) {
      this.#cancelLook = clock.after(LOOK_AGAIN, () => this.#disconnect());
      return;
    }
    this.#active = undefined;
    channel.sendFlag(Flag.disconnectToPort);
    this.#settling = new Silence(clock, SETTLE, () => {
      this.#settling = undefined;
      this.#next();
    });
  }
}
