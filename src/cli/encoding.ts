import { isUtf8 } from 'node:buffer';

/** A file's text and how to write it back as it was. */
export interface DecodedText {
  readonly text: string;
  readonly isUtf16: boolean;
  /** The bytes of a changed text, in the same encoding; in UTF-8, if the text has lost its byte order mark. */
  readonly encode: (text: string) => Uint8Array;
}

const BYTE_ORDER_MARK = '\ufeff';
const UTF16LE_MARK = [0xff, 0xfe] as const;
const UTF16BE_MARK = [0xfe, 0xff] as const;

/**
 * Decodes a file: UTF-8, or UTF-16 as PowerShell's `>` writes it, told by its byte order mark. A mark stays in the text
 * as U+FEFF. Undefined where the bytes are no text in any of these.
 */
export function decode(bytes: Uint8Array): DecodedText | undefined {
  if (startsWith(bytes, UTF16LE_MARK)) {
    return utf16(Buffer.from(bytes), (buffer) => buffer);
  }
  if (startsWith(bytes, UTF16BE_MARK)) {
    return utf16(Buffer.from(bytes), (buffer) => buffer.swap16());
  }
  return isUtf8(bytes) ? { text: toBuffer(bytes).toString(), isUtf16: false, encode: toUtf8 } : undefined;
}

function toUtf8(text: string): Uint8Array {
  return Buffer.from(text);
}

/** The same bytes, not a copy. */
function toBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** `order` turns the file's byte order into little-endian and back. */
function utf16(bytes: Buffer, order: (buffer: Buffer) => Buffer): DecodedText | undefined {
  if (bytes.length % 2 !== 0) {
    return undefined;
  }
  return {
    text: order(bytes).toString('utf16le'),
    isUtf16: true,
    encode: (changed) =>
      changed.startsWith(BYTE_ORDER_MARK) ? order(Buffer.from(changed, 'utf16le')) : Buffer.from(changed),
  };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
