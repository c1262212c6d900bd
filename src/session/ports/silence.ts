import type { Clock } from '../clock.ts';

/** Calls once, when nothing has been heard for so many milliseconds. */
export class Silence {
  readonly #clock: Clock;
  readonly #length: number;
  readonly #call: () => void;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, length: number, call: () => void) {
    this.#clock = clock;
    this.#length = length;
    this.#call = call;
    this.heard();
  }

  heard(): void {
    this.stop();
    this.#cancel = this.#clock.after(this.#length, this.#call);
  }

  stop(): void {
    this.#cancel();
  }
}
