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
  return isUtf8(bytes) && !isUnmarkedUtf16(bytes)
    ? { text: toBuffer(bytes).toString(), isUtf16: false, encode: toUtf8 }
    : undefined;
}

/**
 * What bytes that {@link decode} does not take may say, so that one can tell what they are: in UTF-16 without a mark,
 * or in one of the many encodings that have ASCII in them.
 */
export function guesses(bytes: Uint8Array): readonly string[] {
  if (!isUnmarkedUtf16(bytes)) {
    return [toBuffer(bytes).toString('latin1')];
  }
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return [toBuffer(even).toString('utf16le'), Buffer.from(even).swap16().toString('utf16le')];
}

/** Whether the first character is one of ASCII in UTF-16: no text in UTF-8 begins with a zero, or has one so soon. */
function isUnmarkedUtf16([first, second]: Uint8Array): boolean {
  return first === 0 || second === 0;
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
