import type { Writable } from 'node:stream';
import { WebSocket } from 'ws';

/** Why a socket is no more. */
export type SocketEnd =
  | { readonly kind: 'closed'; readonly code: number }
  /** The server answered the upgrade with this HTTP status. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'error'; readonly error: Error };

export interface SocketEvents {
  readonly onOpen: () => void;
  /** A binary message. */
  readonly onMessage: (bytes: Uint8Array) => void;
  /** A sign of life other than a binary message. */
  readonly onAlive: () => void;
  /** Once, and nothing after it. Not called after `close`. */
  readonly onEnd: (end: SocketEnd) => void;
}

/** As little of a WebSocket as the data channel needs. No method throws. */
export interface Socket {
  /** Bytes that the network has not taken yet. */
  readonly unsent: number;
  /** Strings go as text, bytes as binary messages; the bytes are not changed. */
  send(message: string | Uint8Array): void;
  ping(): void;
  /** Stops reading: the other side has to wait once the buffers between are full. What is read already still comes. */
  pause(): void;
  resume(): void;
  /** Closes at once, without waiting for the other side. */
  close(): void;
}

/** Throws where the address or a header is malformed. Events come later, never during the call. */
export type OpenSocket = (url: string, headers: Readonly<Record<string, string>>, events: SocketEvents) => Socket;

/** Far above any frame of the agent, whose payloads have about a kilobyte. */
const LARGEST_MESSAGE = 1024 * 1024;

const NORMAL_CLOSURE = 1000;

/** `ca` has certificates, as PEM, that are trusted in place of the system's. */
export const openWebSocket =
  (ca?: string): OpenSocket =>
  (url, headers, events) => {
    const socket = new WebSocket(url, {
      headers: { ...headers },
      perMessageDeflate: false,
      maxPayload: LARGEST_MESSAGE,
      ...(ca !== undefined && { ca }),
    });
    let flush: () => void = () => undefined;
    let beforeSending = flush;
    let over = false;
    const end = (why?: SocketEnd): void => {
      if (over) {
        return;
      }
      over = true;
      // Says goodbye, then hangs up: `ws` alone would keep socket and timer for 30 s, waiting for an answer.
      if (socket.readyState === WebSocket.OPEN) {
        socket.close(NORMAL_CLOSURE);
        flush();
      }
      socket.terminate();
      if (why !== undefined) {
        events.onEnd(why);
      }
    };

    socket.on('upgrade', (response) => {
      ({ beforeSending, flush } = inBatches(response.socket));
    });
    socket.on('open', events.onOpen);
    socket.on('message', (data, isBinary) => {
      if (over) {
        return;
      }
      if (isBinary && Buffer.isBuffer(data)) {
        events.onMessage(data);
      } else {
        events.onAlive();
      }
    });
    socket.on('ping', events.onAlive);
    socket.on('pong', events.onAlive);
    socket.on('unexpected-response', (_request, response) => {
      end({ kind: 'refused', status: response.statusCode ?? 0 });
    });
    // These stay until the last: an aborted connection still emits an error, which would be fatal without a listener.
    socket.on('error', (error) => end({ kind: 'error', error }));
    socket.on('close', (code) => end({ kind: 'closed', code }));

    const whenOpen = (use: () => void): void => {
      if (!over && socket.readyState === WebSocket.OPEN) {
        use();
      }
    };
    return {
      get unsent() {
        return socket.bufferedAmount;
      },
      send: (message) =>
        whenOpen(() => {
          beforeSending();
          socket.send(message);
        }),
      ping: () => whenOpen(() => socket.ping()),
      // A WebSocket that was given up while it connected would throw: it has no stream to pause.
      pause: () => whenOpen(() => socket.pause()),
      resume: () => whenOpen(() => socket.resume()),
      close: () => end(),
    };
  };

/**
 * Lets what is sent in one turn leave in one system call. Frames arrive by the dozen at a time, and each is
 * acknowledged: a call for every acknowledgement took a third of the time that receiving them takes.
 */
function inBatches(stream: Writable): { readonly beforeSending: () => void; readonly flush: () => void } {
  let held = false;
  const flush = (): void => {
    if (held) {
      held = false;
      stream.uncork();
    }
  };
  const beforeSending = (): void => {
    if (!held) {
      held = true;
      stream.cork();
      process.nextTick(flush);
    }
  };
  return { beforeSending, flush };
}
