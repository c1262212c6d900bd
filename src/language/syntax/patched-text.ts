import type { Range, TextEdit } from '../api.ts';
import { applyEdits } from './edits.ts';

/** A stretch of the original that is still there, or new text. */
type Piece = Range | string;

/** A text that is edited again and again, and remembers what that makes of the original. */
export class PatchedText {
  readonly original: string;
  #current: string;
  #pieces: readonly Piece[];

  constructor(original: string) {
    this.original = original;
    this.#current = original;
    this.#pieces = [{ start: 0, end: original.length }];
  }

  /** The text after all edits so far. */
  get text(): string {
    return this.#current;
  }

  /** Edits the current text; the edits are in order and do not overlap. */
  apply(edits: readonly TextEdit[]): void {
    const rest = new Pieces(this.#pieces);
    const result: Piece[] = [];
    let at = 0;
    for (const { start, end, text } of edits) {
      for (const piece of rest.take(start - at)) {
        result.push(piece);
      }
      rest.take(end - start);
      result.push(text);
      at = end;
    }
    this.#pieces = [...result, ...rest.take(this.#current.length - at)];
    this.#current = applyEdits(this.#current, edits);
  }

  /** The edits that make the current text of the original. */
  get edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let text = '';
    for (const piece of [...this.#pieces, { start: this.original.length, end: this.original.length }]) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      if (piece.start > at || text !== '') {
        edits.push({ start: at, end: piece.start, text });
      }
      at = piece.end;
      text = '';
    }
    return edits;
  }
}

/** Pieces to be taken from the front, a number of UTF-16 code units at a time. */
class Pieces {
  readonly #pieces: readonly Piece[];
  #index = 0;
  #taken = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  take(length: number): Piece[] {
    const result: Piece[] = [];
    let wanted = length;
    while (wanted > 0) {
      const piece = this.#pieces[this.#index];
      if (piece === undefined) {
        break;
      }
      const part = Math.min(wanted, lengthOf(piece) - this.#taken);
      if (part > 0) {
        result.push(partOf(piece, this.#taken, this.#taken + part));
      }
      wanted -= part;
      this.#taken += part;
      if (this.#taken === lengthOf(piece)) {
        this.#index++;
        this.#taken = 0;
      }
    }
    return result;
  }
}

function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.end - piece.start;
}

function partOf(piece: Piece, from: number, to: number): Piece {
  return typeof piece === 'string' ? piece.slice(from, to) : { start: piece.start + from, end: piece.start + to };
}
