/** Bytes waiting in order, taken in pieces of another size than they came in. */
export class ByteQueue {
  readonly #pieces: Uint8Array[] = [];
  /** How many of the first pieces are taken already: dropping them one by one would cost a shift each. */
  #taken = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends without copying: the bytes must not change until they are taken. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      this.#pieces.push(bytes);
      this.#length += bytes.length;
    }
  }

  /** Removes the first bytes, `most` at most; a view where they lie in one piece. */
  take(most: number): Uint8Array {
    const wanted = Math.min(most, this.#length);
    const first = this.#pieces[this.#taken];
    if (first !== undefined && first.length >= wanted) {
      return this.#takeFromFirst(first, wanted);
    }
    const joined = new Uint8Array(wanted);
    for (let filled = 0; filled < wanted;) {
      const piece = this.#pieces[this.#taken];
      if (piece === undefined) {
        break;
      }
      const part = this.#takeFromFirst(piece, Math.min(piece.length, wanted - filled));
      joined.set(part, filled);
      filled += part.length;
    }
    return joined;
  }

  #takeFromFirst(first: Uint8Array, count: number): Uint8Array {
    this.#length -= count;
    if (count < first.length) {
      this.#pieces[this.#taken] = first.subarray(count);
      return first.subarray(0, count);
    }
    this.#taken++;
    if (this.#taken > 1024 || this.#taken === this.#pieces.length) {
      this.#pieces.splice(0, this.#taken);
      this.#taken = 0;
    }
    return first;
  }
}
