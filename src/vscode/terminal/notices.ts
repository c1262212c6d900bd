/** Notifications that an agent may cause in one session. The rest of what it says goes to the log. */
const MOST_NOTIFICATIONS = 3;

export interface NoticePlaces {
  /** The terminal's screen, while it is not yet the program's. */
  readonly screen: (message: string) => void;
  readonly notification: (message: string) => void;
  readonly log: (message: string) => void;
}

/**
 * Where the agent's words to the user are shown. They come before the first output; if not, the screen is the
 * program's.
 */
export class Notices {
  readonly #places: NoticePlaces;
  #notifications = 0;

  constructor(places: NoticePlaces) {
    this.#places = places;
  }

  /** `isWrittenOn`: whether the program has written on the screen. */
  show(message: string, isWrittenOn: boolean): void {
    if (!isWrittenOn) {
      this.#places.screen(message);
    } else if (this.#notifications < MOST_NOTIFICATIONS) {
      this.#notifications++;
      this.#places.notification(message);
    } else {
      this.#places.log(message);
    }
  }
}
