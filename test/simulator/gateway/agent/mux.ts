import type { Socket } from 'node:net';
import { ProtocolError } from '../protocol-error.ts';

/** What a frame is for. */
const Command = { open: 0, close: 1, data: 2, keepAlive: 3 } as const;

const VERSION = 1;
const HEADER_LENGTH = 8;
/** The most data in one frame, in bytes. */
const MAX_DATA = 32_768;
/** Frames are not read while destinations have yet to take more than this, in bytes. */
const MAX_BUFFERED = 4 * 1024 * 1024;

export interface MuxOptions {
  /** Opens a connection for a new stream. */
  readonly dial: () => Socket;
  /** Sends frames to the client. */
  readonly send: (bytes: Buffer) => void;
  /** A connection was not made. */
  readonly onRefused: () => void;
}

interface Stream {
  readonly socket: Socket;
  connected: boolean;
}

/**
 * The server of smux, version 1: many streams over the two directions of a session, each with a connection of its
 * own. As in the agent, a stream that either side closes is closed in both directions, and one stream that is not
 * read holds up all of them in the end (https://github.com/xtaci/smux, agent/session/plugins/port/port_mux.go of
 * aws/amazon-ssm-agent).
 */
export class MuxServer {
  readonly #options: MuxOptions;
  readonly #streams = new Map<number, Stream>();
  /** Ids of all streams that there ever were. */
  readonly #known = new Set<number>();
  readonly #timers: NodeJS.Timeout[] = [];
  /** What has arrived of a header. */
  #header = Buffer.alloc(0);
  /** Data that the frame at hand still has, and whose it is. */
  #left = 0;
  #owner: Stream | undefined;
  #heard = false;
  #paused = false;
  #onRoom: (() => void) | undefined;

  constructor(options: MuxOptions) {
    this.#options = options;
  }

  /**
   * Takes a piece of the client's frames. Throws a {@link ProtocolError}. The promise is pending while it may take no
   * more.
   */
  receive(bytes: Buffer): Promise<void> | undefined {
    this.#heard = true;
    let rest = bytes;
    while (rest.length > 0) {
      rest = this.#left > 0 ? this.#takeData(rest) : this.#takeHeader(rest);
    }
    if (!this.#isFull()) {
      return undefined;
    }
    return new Promise((resolve) => {
      this.#onRoom = resolve;
    });
  }

  /** Reads destinations, or lets them wait. */
  pause(paused: boolean): void {
    if (paused === this.#paused) {
      return;
    }
    this.#paused = paused;
    for (const { socket } of this.#streams.values()) {
      if (paused) {
        socket.pause();
      } else {
        socket.resume();
      }
    }
  }

  /** From now on says that it is alive, and calls back where nothing comes from the client for so many milliseconds. */
  keepAlive(timeout: number, onSilence: () => void): void {
    this.#timers.push(setInterval(() => this.#send(Command.keepAlive, 0), timeout / 3));
    const check = setInterval(() => {
      if (!this.#heard) {
        onSilence();
      }
      this.#heard = false;
    }, timeout);
    this.#timers.push(check);
  }

  close(): void {
    this.#timers.forEach((timer) => clearInterval(timer));
    for (const { socket } of this.#streams.values()) {
      socket.destroy();
    }
    this.#streams.clear();
    this.#onRoom?.();
  }

  #takeData(bytes: Buffer): Buffer {
    const data = bytes.subarray(0, this.#left);
    this.#left -= data.length;
    this.#owner?.socket.write(data);
    return bytes.subarray(data.length);
  }

  #takeHeader(bytes: Buffer): Buffer {
    const missing = HEADER_LENGTH - this.#header.length;
    this.#header = Buffer.concat([this.#header, bytes.subarray(0, missing)]);
    if (this.#header.length === HEADER_LENGTH) {
      const header = this.#header;
      this.#header = Buffer.alloc(0);
      this.#begin(header);
    }
    return bytes.subarray(missing);
  }

  #begin(header: Buffer): void {
    const command = header.readUInt8(1);
    const length = header.readUInt16LE(2);
    const id = header.readUInt32LE(4);
    expect(header.readUInt8(0) === VERSION, `has the version ${header.readUInt8(0)}`);
    expect(length === 0 || command === Command.data, `with the command ${command} carries ${length} bytes`);
    expect(length <= MAX_DATA, `carries ${length} bytes`);
    switch (command) {
      case Command.open:
        expect(id % 2 === 1 && !this.#known.has(id), `opens the stream ${id}, which is even or was there before`);
        this.#open(id);
        return;
      case Command.close:
        expect(this.#known.has(id), `closes the stream ${id}, which nobody opened`);
        // What the destination has not sent by then is lost: the agent closes its whole connection.
        this.#streams.get(id)?.socket.destroySoon();
        return;
      case Command.data:
        expect(this.#known.has(id), `is for the stream ${id}, which nobody opened`);
        this.#left = length;
        // Nobody's, where the stream is closed by now.
        this.#owner = this.#streams.get(id);
        return;
      case Command.keepAlive:
        return;
      default:
        throw new ProtocolError(`A smux frame has the command ${command}.`);
    }
  }

  #open(id: number): void {
    this.#known.add(id);
    const socket = this.#options.dial();
    const stream: Stream = { socket, connected: false };
    this.#streams.set(id, stream);
    if (this.#paused) {
      socket.pause();
    }
    socket.on('connect', () => {
      stream.connected = true;
    });
    socket.on('data', (data) => {
      for (let at = 0; at < data.length; at += MAX_DATA) {
        this.#send(Command.data, id, data.subarray(at, at + MAX_DATA));
      }
    });
    socket.on('end', () => this.#end(id));
    // Its close follows.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#end(id));
    socket.on('drain', () => this.#makeRoom());
  }

  /** The connection is over: so is the stream. */
  #end(id: number): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) {
      return;
    }
    this.#streams.delete(id);
    if (!stream.connected) {
      this.#options.onRefused();
    }
    this.#send(Command.close, id);
    stream.socket.destroySoon();
    this.#makeRoom();
  }

  #send(command: number, id: number, data = Buffer.alloc(0)): void {
    const header = Buffer.alloc(HEADER_LENGTH);
    header.writeUInt8(VERSION, 0);
    header.writeUInt8(command, 1);
    header.writeUInt16LE(data.length, 2);
    header.writeUInt32LE(id, 4);
    this.#options.send(Buffer.concat([header, data]));
  }

  #isFull(): boolean {
    let buffered = 0;
    for (const { socket } of this.#streams.values()) {
      buffered += socket.writableLength;
    }
    return buffered > MAX_BUFFERED;
  }

  #makeRoom(): void {
    if (this.#onRoom === undefined || this.#isFull()) {
      return;
    }
    this.#onRoom();
    this.#onRoom = undefined;
  }
}

function expect(condition: boolean, complaint: string): asserts condition {
  if (!condition) {
    throw new ProtocolError(`A smux frame ${complaint}.`);
  }
}
