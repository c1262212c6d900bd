/** Every so many bytes of a flood begin with their number. A message of output is never longer. */
const NUMBERED = 1024;
const NUMBER_LENGTH = 16;
const BLOCK = 64 * NUMBERED;

/** What `simulator:flood <bytes>` puts out: text that differs from KiB to KiB, so that its order shows in its hash. */
export function* flood(bytes: number): Generator<Buffer, void> {
  for (let at = 0; at < bytes; at += BLOCK) {
    const block = Buffer.alloc(BLOCK, '.');
    for (let offset = 0; offset < BLOCK; offset += NUMBERED) {
      block.write(`${(at + offset) / NUMBERED}`.padStart(NUMBER_LENGTH, '0'), offset, 'latin1');
    }
    yield block.subarray(0, bytes - at);
  }
}
