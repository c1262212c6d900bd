import { createHash, type Hash } from 'node:crypto';

/** The programs with which a container checks what was copied, the best first. */
export type Checker = 'sha256sum' | 'cksum' | 'wc' | 'none';

/** Computes what such a program would print of the same bytes. */
export class Checksum {
  readonly #checker: Checker;
  readonly #sha256: Hash = createHash('sha256');
  #crc = 0;
  #length = 0;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#checker === 'sha256sum') {
      this.#sha256.update(bytes);
    } else if (this.#checker === 'cksum') {
      this.#crc = crcOf(bytes, this.#crc);
    }
  }

  get length(): number {
    return this.#length;
  }

  /** Whether the program, whose output this is, saw the same bytes. Asked once. */
  matches(printed: string): boolean {
    const [first, second] = printed.trim().split(/\s+/);
    switch (this.#checker) {
      case 'sha256sum':
        return first === this.#sha256.digest('hex');
      case 'cksum':
        return first === String(withLength(this.#crc, this.#length)) && second === String(this.#length);
      case 'wc':
        return first === String(this.#length);
      case 'none':
        return true;
    }
  }
}

/** Of the CRC of POSIX's cksum: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/cksum.html */
const POLYNOMIAL = 0x04c11db7;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  }
  return crc;
});

function crcOf(bytes: Iterable<number>, start: number): number {
  let crc = start;
  for (const byte of bytes) {
    crc = (crc << 8) ^ (TABLE[(crc >>> 24) ^ byte] ?? 0);
  }
  return crc;
}

/** The length goes into the sum too, its lowest byte first, without leading zeros. */
function withLength(crc: number, length: number): number {
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    bytes.push(rest % 256);
  }
  return ~crcOf(bytes, crc) >>> 0;
}
