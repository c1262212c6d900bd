import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OidcFailure } from './failure.ts';

/** Milliseconds that a user has for a sign-in in the browser; the AWS CLI's (`AuthCodeFetcher`). */
const OPEN_FOR = 10 * 60_000;
/** Connections to the page at once. A browser opens a few. */
const MOST_CONNECTIONS = 16;
const PATH = '/oauth/callback';
/** As which the page is registered: any port will do (RFC 8252, section 7.3). */
export const REDIRECT_URI = `http://127.0.0.1${PATH}`;

/** The page of this computer to which a browser is sent back with a code. */
export class Callback implements AsyncDisposable {
  readonly #server: Server;
  readonly #state: string;
  readonly #code: Promise<string>;
  #settle: { readonly resolve: (code: string) => void; readonly reject: (error: Error) => void } | undefined;

  private constructor(state: string) {
    this.#state = state;
    this.#code = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Nobody may wait for it yet.
    this.#code.catch(() => undefined);
    this.#server = createServer((request, response) => {
      const [status, words] = this.#take(request);
      response
        .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
        .end(words, () => response.destroy());
    });
    this.#server.maxConnections = MOST_CONNECTIONS;
  }

  /** Listens on loopback; `state` is what tells our browser from any other. Rejects with the system's error. */
  static async open(state: string): Promise<Callback> {
    const callback = new Callback(state);
    callback.#server.listen(0, '127.0.0.1');
    await once(callback.#server, 'listening');
    return callback;
  }

  get redirectUri(): string {
    return `http://127.0.0.1:${this.#port}${PATH}`;
  }

  /** The code. Rejects with an {@link OidcFailure}, or with the signal's reason. */
  async code(signal: AbortSignal): Promise<string> {
    const stop = AbortSignal.any([signal, AbortSignal.timeout(OPEN_FOR)]);
    const onStop = (): void =>
      this.#settle?.reject(signal.aborted ? (signal.reason as Error) : failed('ExpiredTokenException', 'no answer'));
    stop.addEventListener('abort', onStop, { once: true });
    if (stop.aborted) {
      onStop();
    }
    try {
      return await this.#code;
    } finally {
      stop.removeEventListener('abort', onStop);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    // Browsers open connections ahead that may never ask anything: they are not idle in Node's sense.
    this.#server.closeAllConnections();
    await closed;
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Only our own browser counts: what others send neither ends the wait nor is it believed. */
  #take({ method, url = '', headers }: IncomingMessage): readonly [status: number, words: string] {
    const isForUs = method === 'GET' && headers.host === `127.0.0.1:${this.#port}`;
    // Any text may stand where the address should.
    const address = isForUs && URL.canParse(url, REDIRECT_URI) ? new URL(url, REDIRECT_URI) : undefined;
    if (address?.pathname !== PATH) {
      return [404, 'Not found'];
    }
    const { searchParams } = address;
    if (searchParams.get('state') !== this.#state) {
      return [400, 'This is not the sign-in that VS Code waits for.'];
    }
    const error = searchParams.get('error');
    const code = searchParams.get('code');
    if (error === 'access_denied') {
      this.#settle?.reject(failed('AccessDeniedException', error));
      return [200, 'The sign-in was refused. You can close this page.'];
    }
    if (error !== null || code === null || code === '') {
      this.#settle?.reject(failed('InvalidGrantException', error ?? 'no code'));
      return [400, 'The sign-in failed. Go back to VS Code.'];
    }
    this.#settle?.resolve(code);
    return [200, 'Go back to VS Code. You can close this page.'];
  }
}

/** An error of the browser's part, by the name that the service has for it elsewhere. */
function failed(name: string, message: string): OidcFailure {
  return new OidcFailure('Authorize', Object.assign(new Error(message), { name }));
}
