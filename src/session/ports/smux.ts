/**
 * Frames of smux, version 1: many streams in one sequence of bytes. A header of 8 bytes, little-endian unlike those of
 * the channel around it: version, command, length of the data (2), stream (4); then the data. There is no flow control,
 * and a stream is closed in both directions at once. (https://github.com/xtaci/smux)
 */
const VERSION = 1;
const HEADER_LENGTH = 8;
/** Bytes of data in one frame. Of what we send: the agent takes more, but nobody's own frames are longer. */
const MOST_DATA = 32_768;

const Command = { open: 0, close: 1, data: 2, keepAlive: 3 } as const;

/** What the other side says. */
export type Told =
  /** Data of a stream: a frame's, or a part of it. */
  | { readonly kind: 'data'; readonly stream: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly stream: number }
  /** Wants to hear anything at all, or it will give up some day. */
  | { readonly kind: 'keep-alive' }
  /** This is not smux. Nothing is understood after it. */
  | { readonly kind: 'malformed' };

export function openFrame(stream: number): Buffer {
  return frame(Command.open, stream);
}

export function closeFrame(stream: number): Buffer {
  return frame(Command.close, stream);
}

export function keepAliveFrame(): Buffer {
  return frame(Command.keepAlive, 0);
}

/** As many frames as the data needs. */
export function dataFrames(stream: number, data: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += MOST_DATA) {
    const part = data.subarray(at, at + MOST_DATA);
    parts.push(frame(Command.data, stream, part.length), part);
  }
  return Buffer.concat(parts);
}

function frame(command: number, stream: number, length = 0): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt8(VERSION, 0);
  header.writeUInt8(command, 1);
  header.writeUInt16LE(length, 2);
  header.writeUInt32LE(stream, 4);
  return header;
}

/** Reads frames out of bytes that are cut anywhere. Keeps no more of them than a header. */
export class SmuxReader {
  readonly #header = Buffer.alloc(HEADER_LENGTH);
  /** Bytes of the header that are here. */
  #filled = 0;
  /** The frame whose data is coming. */
  #stream = 0;
  /** Bytes of its data that are still to come. */
  #missing = 0;
  #isMalformed = false;

  /** Data is handed out as views of the bytes. */
  *read(bytes: Uint8Array): Generator<Told, void, undefined> {
    for (let at = 0; at < bytes.length && !this.#isMalformed;) {
      if (this.#missing > 0) {
        const data = bytes.subarray(at, at + this.#missing);
        at += data.length;
        this.#missing -= data.length;
        yield { kind: 'data', stream: this.#stream, bytes: data };
        continue;
      }
      const part = bytes.subarray(at, at + HEADER_LENGTH - this.#filled);
      at += part.length;
      this.#header.set(part, this.#filled);
      this.#filled += part.length;
      const told = this.#filled === HEADER_LENGTH ? this.#readHeader() : undefined;
      if (told !== undefined) {
        yield told;
      }
    }
  }

  /** Undefined where data follows, or where there is nothing to tell. */
  #readHeader(): Told | undefined {
    this.#filled = 0;
    const command = this.#header.readUInt8(1);
    const length = this.#header.readUInt16LE(2);
    const stream = this.#header.readUInt32LE(4);
    if (this.#header.readUInt8(0) === VERSION) {
      if (command === Command.data) {
        this.#stream = stream;
        this.#missing = length;
        return undefined;
      }
      if (length === 0) {
        switch (command) {
          case Command.open:
            // An agent has nothing to open here. Without an answer the stream is of no use to it.
            return undefined;
          case Command.close:
            return { kind: 'close', stream };
          case Command.keepAlive:
            return { kind: 'keep-alive' };
        }
      }
    }
    this.#isMalformed = true;
    return { kind: 'malformed' };
  }
}
