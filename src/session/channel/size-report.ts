import type { TerminalSize } from '../api.ts';
import type { OutgoingStream } from '../stream/outgoing.ts';
import { PayloadType, sizePayload } from '../wire/messages.ts';

/** Of a terminal on the other side that has no size here: it would else have 0 columns. */
export const USUAL_SIZE: TerminalSize = { columns: 80, rows: 24 };
/** More than a terminal on the other side can have. */
const TOO_LARGE = 65_536;

/**
 * Tells the remote terminal how large ours is, once it can be told. A size waits until the one before it is
 * acknowledged, and only the newest waits: dragging a window's edge sends as many as the network carries.
 */
export class SizeReport {
  readonly #outgoing: OutgoingStream;
  #newest: TerminalSize | undefined;
  #sent: TerminalSize | undefined;
  /** At first until the remote side is ready, then while a size is in flight. */
  #held = true;

  constructor(outgoing: OutgoingStream) {
    this.#outgoing = outgoing;
  }

  /** Sizes that no terminal has, as of a hidden one, are ignored. */
  set({ columns, rows }: TerminalSize): void {
    if (isPossible(columns) && isPossible(rows)) {
      this.#newest = { columns, rows };
      this.#report();
    }
  }

  get newest(): TerminalSize | undefined {
    return this.#newest;
  }

  /** The remote side is ready. It knows no size yet, whatever was sent before. */
  begin(): void {
    this.#sent = undefined;
    this.#release();
  }

  #release(): void {
    this.#held = false;
    this.#report();
  }

  #report(): void {
    const size = this.#newest;
    if (this.#held || size === undefined || (size.columns === this.#sent?.columns && size.rows === this.#sent.rows)) {
      return;
    }
    this.#held = true;
    this.#sent = size;
    this.#outgoing.send(PayloadType.size, sizePayload(size), () => this.#release());
  }
}

function isPossible(cells: number): boolean {
  return Number.isInteger(cells) && cells > 0 && cells < TOO_LARGE;
}
