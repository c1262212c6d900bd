import { isUtf8 } from 'node:buffer';

/** The longest UTF-8 sequence, in bytes. */
const MAX_SEQUENCE = 4;
const REPLACEMENT_CHARACTER = Buffer.from('\ufffd');

/** What of the output can be sent now, and the up to 3 bytes that wait for more output. */
export interface Cut {
  readonly sent: Buffer;
  readonly rest: Buffer;
}

/**
 * Cuts output where the agent does: between characters, so that its last bytes wait as long as they may be the
 * beginning of one. Bytes elsewhere that are no UTF-8 pass as they are, except that of a literal U+FFFD, which
 * Go's decoder returns for invalid input too, only the first byte is sent (agent/session/plugins/shell/shell.go
 * of aws/amazon-ssm-agent; seen with version 3.3.1142.0).
 */
export function cutOutput(output: Buffer): Cut {
  const end = output.length - incompleteEnd(output);
  const whole = output.subarray(0, end);
  if (isUtf8(whole) && !whole.includes(REPLACEMENT_CHARACTER)) {
    return { sent: whole, rest: output.subarray(end) };
  }
  return cutInvalid(output);
}

/** As {@link cutOutput}, character for character. */
function cutInvalid(output: Buffer): Cut {
  const sent: Buffer[] = [];
  let at = 0;
  while (at < output.length) {
    const length = sequenceLength(output, at);
    const valid = length !== undefined && !output.subarray(at, at + length).equals(REPLACEMENT_CHARACTER);
    if (!valid && output.length - at < MAX_SEQUENCE) {
      break;
    }
    sent.push(output.subarray(at, valid ? at + length : at + 1));
    at += length ?? 1;
  }
  return { sent: Buffer.concat(sent), rest: output.subarray(at) };
}

/** Length of the valid sequence that begins there; undefined if none does. */
function sequenceLength(bytes: Buffer, at: number): number | undefined {
  const length = expectedLength(bytes.readUInt8(at));
  const sequence = bytes.subarray(at, at + length);
  return sequence.length === length && isUtf8(sequence) ? length : undefined;
}

/** How many bytes at the end begin a sequence that is longer than they are. */
function incompleteEnd(bytes: Buffer): number {
  for (let back = 1; back < MAX_SEQUENCE && back <= bytes.length; back += 1) {
    const byte = bytes.readUInt8(bytes.length - back);
    if (byte < 0x80) {
      return 0;
    }
    if (byte >= 0xc0) {
      return expectedLength(byte) > back ? back : 0;
    }
  }
  return 0;
}

/** How long a sequence with this first byte is. */
function expectedLength(first: number): number {
  if (first < 0xc0) {
    return 1;
  }
  if (first < 0xe0) {
    return 2;
  }
  return first < 0xf0 ? 3 : 4;
}
