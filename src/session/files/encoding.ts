/** How bytes are written as text, which a terminal carries as it is. */
export type Encoding = 'base64' | 'hex';

/** Bytes in a line of input. In either code a line fits into a terminal's line buffer, of 1024 characters and more. */
const BYTES_PER_LINE = { base64: 570, octal: 190 } as const;
const NEWLINE = '\n';

/** Decodes base64 or hexadecimal numbers that come in pieces, with white space anywhere. */
export class Decoder {
  readonly #encoding: Encoding;
  /** Characters that stand for whole bytes. */
  readonly #group: number;
  #held = '';

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    this.#group = encoding === 'base64' ? 4 : 2;
  }

  decode(bytes: Uint8Array): Buffer {
    const text =
      this.#held + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').replace(/\s+/g, '');
    const whole = text.length - (text.length % this.#group);
    this.#held = text.slice(whole);
    return Buffer.from(text.slice(0, whole), this.#encoding);
  }

  /** Whether all that came was whole. */
  get isComplete(): boolean {
    return this.#held === '';
  }
}

/** Lines of base64, or of octal escapes as `printf` reads them. Only the last piece may be no multiple of 570 bytes. */
export function encodeLines(bytes: Buffer, code: keyof typeof BYTES_PER_LINE): string {
  const size = BYTES_PER_LINE[code];
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    lines.push(code === 'base64' ? part.toString('base64') : octal(part), NEWLINE);
  }
  return lines.join('');
}

function octal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
