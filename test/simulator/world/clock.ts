/**
 * How the time of a world passes. `at once`: whatever a call sets going is over before the next one. `by hand`: when
 * somebody advances it. A number: by itself, so many times as fast as real time.
 */
export type Pace = 'at once' | 'by hand' | number;

/** How many seconds of what is to come happen at once. Longer ones (pauses, being forgotten) wait. */
const AT_ONCE = 10 * 60;

interface Appointment {
  /** In seconds of the world. */
  readonly due: number;
  readonly action: () => void;
}

/**
 * Says when things happen. The times that the API gives are always those of this computer: a world that runs ten times
 * as fast is not in the future.
 */
export class Clock implements Disposable {
  #pace: Pace;
  /** In the order in which they are due. */
  readonly #appointments: Appointment[] = [];
  /** Seconds of the world since its beginning. */
  #seconds = 0;
  /** When `#seconds` was last right, in milliseconds of this computer; of a world that runs by itself. */
  #readAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isAdvancing = false;
  #latest = 0;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** A moment later than any that it has given before, so that what happened later also says so. */
  now(): Date {
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    return new Date(this.#latest);
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** Lets time pass otherwise from now on. What is to come comes after the seconds that it still had to wait. */
  set pace(pace: Pace) {
    this.#read();
    this.#pace = pace;
    this.#wind();
  }

  /** Lets something happen after so many seconds of the world; the answer undoes it. */
  after(seconds: number, action: () => void): () => void {
    this.#read();
    const appointment: Appointment = { due: this.#seconds + seconds, action };
    const later = this.#appointments.findIndex(({ due }) => due > appointment.due);
    this.#appointments.splice(later === -1 ? this.#appointments.length : later, 0, appointment);
    this.#wind();
    return () => {
      const index = this.#appointments.indexOf(appointment);
      if (index !== -1) {
        this.#appointments.splice(index, 1);
      }
    };
  }

  /** Lets seconds of the world pass, and all happen that is due in them. */
  advance(seconds: number): void {
    this.#read();
    this.#advanceTo(this.#seconds + seconds);
    this.#wind();
  }

  /** Where all happens at once, lets it happen; to be called after everything that may set something going. */
  settle(): void {
    if (this.#pace !== 'at once' || this.#isAdvancing) {
      return;
    }
    const until = this.#seconds + AT_ONCE;
    while ((this.#appointments[0]?.due ?? Infinity) <= until) {
      this.#advanceTo(this.#appointments[0]?.due ?? until);
    }
  }

  /** Nothing more happens. */
  [Symbol.dispose](): void {
    this.#appointments.length = 0;
    clearTimeout(this.#timer);
  }

  #advanceTo(until: number): void {
    if (this.#isAdvancing) {
      return;
    }
    this.#isAdvancing = true;
    try {
      for (;;) {
        const [next] = this.#appointments;
        if (next === undefined || next.due > until) {
          break;
        }
        this.#appointments.shift();
        this.#seconds = Math.max(this.#seconds, next.due);
        next.action();
      }
      this.#seconds = Math.max(this.#seconds, until);
    } finally {
      this.#isAdvancing = false;
    }
  }

  /** Brings the seconds of a world that runs by itself up to date, without letting anything happen. */
  #read(): void {
    const now = performance.now();
    if (typeof this.#pace === 'number' && !this.#isAdvancing) {
      this.#seconds += ((now - this.#readAt) / 1000) * this.#pace;
    }
    this.#readAt = now;
  }

  /** Waits for what comes next, where time passes by itself. */
  #wind(): void {
    clearTimeout(this.#timer);
    const [next] = this.#appointments;
    if (typeof this.#pace !== 'number' || next === undefined || this.#isAdvancing) {
      return;
    }
    const wait = Math.max(0, (next.due - this.#seconds) / this.#pace) * 1000;
    // No program stays alive only for it.
    this.#timer = setTimeout(() => this.advance(0), Math.min(wait, 2 ** 31 - 1)).unref();
  }
}
