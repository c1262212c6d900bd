import { signUpgrade } from '../../../src/aws/sign.ts';
import type { SessionEnd, SessionState } from '../../../src/session/api.ts';
import { openSession } from '../../../src/session/index.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import type { OpenedSession } from '../../simulator/gateway/api.ts';

/** What is expected comes at once or never; a busy machine may take a while. In milliseconds. */
const PATIENCE = 20_000;

/** Signs as the product does, with the simulator's credentials unless others are given. */
export function signWith(accessKeyId = 'test', secretAccessKey = 'test'): SessionOptions['sign'] {
  const credentials = (): Promise<{ accessKeyId: string; secretAccessKey: string }> =>
    Promise.resolve({ accessKeyId, secretAccessKey });
  return (streamUrl) => signUpgrade(streamUrl, { region: 'eu-central-1', credentials, date: new Date() });
}

/** A session as its user sees it: text on a screen. */
export class Terminal {
  readonly session;
  readonly states: SessionState['name'][] = [];
  readonly log: string[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #decoder = new TextDecoder();
  #text = '';
  #waiting: (() => void) | undefined;

  constructor(opened: OpenedSession, options: Partial<SessionOptions> = {}) {
    this.session = openSession({
      ...opened,
      sign: signWith(),
      size: { columns: 80, rows: 24 },
      onOutput: (bytes) => {
        this.#chunks.push(bytes);
        this.#text += this.#decoder.decode(bytes, { stream: true });
        this.#waiting?.();
      },
      onState: (state) => {
        this.states.push(state.name);
        this.#waiting?.();
      },
      log: (line) => this.log.push(line),
      ...options,
    });
  }

  get text(): string {
    return this.#text;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Types a line and presses Enter. */
  enter(line: string): void {
    this.session.write(`${line}\r`);
  }

  /** Waits until the text matches; rejects when it never does. */
  async sees(expected: string | RegExp): Promise<void> {
    const isSeen = (): boolean =>
      typeof expected === 'string' ? this.#text.includes(expected) : expected.test(this.#text);
    await this.#until(String(expected), isSeen);
  }

  /** Waits for a state. */
  async is(name: SessionState['name']): Promise<void> {
    await this.#until(name, () => this.session.state.name === name);
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    const giveUp = AbortSignal.timeout(PATIENCE);
    while (!isSo()) {
      await new Promise<void>((resolve, reject) => {
        const missing = (): void =>
          reject(
            new Error(
              `${what} never came (${this.session.state.name}). Last: ${JSON.stringify(this.#text.slice(-500))}`,
            ),
          );
        if (giveUp.aborted || this.session.state.name === 'ended') {
          missing();
        } else {
          giveUp.addEventListener('abort', missing);
          this.#waiting = resolve;
        }
      });
    }
  }

  /** Waits for the end. */
  async end(): Promise<SessionEnd> {
    return this.session.ended;
  }
}
