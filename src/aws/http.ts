import http from 'node:http';
import https from 'node:https';
import type { HttpHandlerOptions } from '@aws-sdk/types';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { type Limits, NoAnswer } from './limits.ts';

/** Sockets to one host at once; the SDK's own number. */
const MOST_SOCKETS = 50;
/** Bytes of an answer. A page of a hundred tasks has less than a megabyte. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** What an answer is that goes on: https://smithy.io/2.0/aws/amazon-eventstream.html */
const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** What requests have in common. */
export interface HttpOptions {
  readonly limits: Limits;
  /** The certificates that are trusted, as PEM; undefined for the system's. */
  readonly ca: string | undefined;
}

/**
 * Sends the SDK's requests. The SDK's own handler ends neither an answer that drips nor one that never comes, unless it
 * is told to on each socket's idleness, and does not let certificates through to VS Code's way past a proxy.
 */
export class HttpRequests {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #options: HttpOptions;
  readonly #http = new http.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
  readonly #https: https.Agent;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#https = new https.Agent({
      keepAlive: true,
      maxSockets: MOST_SOCKETS,
      ...(options.ca !== undefined && { ca: options.ca }),
    });
  }

  /**
   * Resolves with the whole answer, or with the beginning of one that goes on. Rejects with a {@link NoAnswer}, with
   * Node's error, or with the signal's reason.
   */
  handle(request: HttpRequest, { abortSignal: given }: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    return new Promise((resolve, reject) => {
      const { limits, ca } = this.#options;
      // The SDK's own type of signal is a part of the real one; whoever asks here gives the real one.
      const abortSignal = given as AbortSignal | undefined;
      const sent = this.#send(request, ca);
      let timer: NodeJS.Timeout | undefined;
      const cancelled = (): void => stop(abortSignal?.reason as Error);
      const settle = (): void => {
        clearTimeout(timer);
        abortSignal?.removeEventListener('abort', cancelled);
      };
      const stop = (why: Error): void => {
        settle();
        reject(why);
        sent.destroy();
      };
      const within = (phase: keyof Limits): void => {
        clearTimeout(timer);
        timer = setTimeout(() => stop(new NoAnswer(phase, limits[phase], request.hostname)), limits[phase]);
      };
      // Also after the end: an aborted connection still emits an error, which would be fatal without a listener.
      sent.on('error', stop);
      sent.on('socket', (socket) => {
        if (!socket.connecting) {
          within('request');
          return;
        }
        within('connect');
        socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => within('request'));
      });
      sent.on('response', (response) => {
        if (response.headers['content-type'] === EVENT_STREAM) {
          // Until somebody reads it, nobody else listens.
          response.on('error', () => undefined);
          const body = this.#events(response, sent, { silence: limits.request, host: request.hostname, settle });
          clearTimeout(timer);
          resolve({ response: answerOf(response, body) });
          return;
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_ANSWER) {
            stop(new Error(`The answer has more than ${LARGEST_ANSWER} bytes.`));
          }
          chunks.push(chunk);
        });
        response.on('error', stop);
        response.on('end', () => {
          settle();
          resolve({ response: answerOf(response, new Uint8Array(Buffer.concat(chunks))) });
        });
      });
      within('route');
      if (abortSignal?.aborted === true) {
        cancelled();
        return;
      }
      abortSignal?.addEventListener('abort', cancelled, { once: true });
      sent.end(request.body as string | Uint8Array | undefined);
    });
  }

  /**
   * The bytes of an answer that goes on, as they come; the socket is free when nobody reads on. Rejects with a
   * {@link NoAnswer} after a silence of so many milliseconds, or with Node's error.
   */
  async *#events(response: http.IncomingMessage, sent: http.ClientRequest, watch: Watch): AsyncGenerator<Uint8Array> {
    let timer: NodeJS.Timeout | undefined;
    const listen = (): void => {
      timer = setTimeout(() => response.destroy(new NoAnswer('request', watch.silence, watch.host)), watch.silence);
    };
    try {
      listen();
      for await (const chunk of response as AsyncIterable<Buffer>) {
        clearTimeout(timer);
        yield chunk;
        listen();
      }
    } finally {
      clearTimeout(timer);
      watch.settle();
      sent.destroy();
    }
  }

  /** Closes sockets that nothing is using. */
  destroy(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  /** Part of the SDK's interface, for a client that would change what it was given. */
  updateHttpClientConfig(): void {
    // There is nothing to change.
  }

  /** Part of the SDK's interface. */
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  #send(
    { protocol, hostname, port, method, path, query, headers }: HttpRequest,
    ca: string | undefined,
  ): http.ClientRequest {
    const search = buildQueryString(query);
    const options = {
      method,
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      path: search === '' ? path : `${path}?${search}`,
      headers,
    };
    // `ca` stands here too: VS Code may put an agent of its own in the place of this one.
    return protocol === 'http:'
      ? http.request({ ...options, agent: this.#http })
      : https.request({ ...options, agent: this.#https, ...(ca !== undefined && { ca }) });
  }
}

/** How long an answer that goes on may be silent, in milliseconds, and what to do at its end. */
interface Watch {
  readonly silence: number;
  readonly host: string;
  readonly settle: () => void;
}

function answerOf({ statusCode = 0, headers }: http.IncomingMessage, body: unknown): HttpResponse {
  return new HttpResponse({ statusCode, headers: inOneLine(headers), body });
}

function inOneLine(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
