import { unlessAborted } from '../../unless-aborted.ts';
import { later } from '../clock.ts';

/** A pause between two looks, which can be ended early. */
export class LogPause {
  #end: () => void = () => undefined;

  /** Resolves after so many milliseconds, or once it is ended; rejects with the signal's reason. */
  async begin(milliseconds: number, signal: AbortSignal): Promise<void> {
    let cancel = (): void => undefined;
    const pause = (): Promise<void> =>
      new Promise((resolve) => {
        cancel = later(milliseconds, resolve);
        this.#end = resolve;
      });
    try {
      await unlessAborted(signal, pause);
    } finally {
      cancel();
    }
  }

  /** Ends the pause that goes on, if there is one. */
  end(): void {
    this.#end();
  }
}
