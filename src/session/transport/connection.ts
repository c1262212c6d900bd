import type { Invitation } from '../api.ts';
import type { Clock } from '../clock.ts';
import { decodeFrame, type Frame } from '../wire/frame.ts';
import { openDataChannel } from '../wire/messages.ts';
import { KeepAlive } from './keep-alive.ts';
import type { OpenSocket, Socket, SocketEnd } from './socket.ts';

/** Who opens connections: the same for all of a session. */
export interface Client {
  readonly clientId: string;
  readonly sign: (streamUrl: string) => Promise<Readonly<Record<string, string>>>;
}

/** Why a connection is lost. Only `channel_closed` ends a session; every one of these leaves it open. */
export type Loss =
  | SocketEnd
  | { readonly kind: 'not signed'; readonly error: unknown }
  /** The address or a header is malformed. */
  | { readonly kind: 'malformed' }
  /** It did not open in time. */
  | { readonly kind: 'timeout' }
  /** It stopped answering. */
  | { readonly kind: 'silent' };

export interface ConnectionEvents {
  readonly onOpen: () => void;
  readonly onFrame: (frame: Frame) => void;
  /** Once, and nothing after it. Not called after `close`. */
  readonly onLost: (loss: Loss) => void;
}

/** What the protocol runs on; tests bring their own. */
export interface Environment {
  readonly clock: Clock;
  readonly openSocket: OpenSocket;
  readonly log: (line: string) => void;
}

/** Milliseconds for the signature and the upgrade together. */
export const OPEN_WITHIN = 30_000;
/** Where the network takes no more, frames are dropped here: whatever matters is sent again when it is not answered. */
const MOST_UNSENT = 4 * 1024 * 1024;

/** One socket's life: signs and opens it, introduces the client, keeps it alive, and turns its bytes into frames. */
export class Connection {
  readonly #environment: Environment;
  readonly #events: ConnectionEvents;
  #socket: Socket | undefined;
  #keepAlive: KeepAlive | undefined;
  readonly #cancelTimeout: () => void;
  #isListening: boolean;
  #openedAt: number | undefined;
  #wasHeard = false;
  #over = false;

  /** `listening` tells whether to read from the beginning, see `listen`. */
  constructor(
    invitation: Invitation,
    client: Client,
    listening: boolean,
    environment: Environment,
    events: ConnectionEvents,
  ) {
    this.#environment = environment;
    this.#events = events;
    this.#cancelTimeout = environment.clock.after(OPEN_WITHIN, () => this.#lose({ kind: 'timeout' }));
    this.#isListening = listening;
    void this.#open(invitation, client);
  }

  /** Whether anything has ever come from the other side. */
  get wasHeard(): boolean {
    return this.#wasHeard;
  }

  /** On the clock; undefined where it never opened. */
  get openedAt(): number | undefined {
    return this.#openedAt;
  }

  /** May be lost on its way, as on any network. */
  send(frame: Uint8Array): void {
    if (this.#socket !== undefined && this.#socket.unsent <= MOST_UNSENT) {
      this.#socket.send(frame);
    }
  }

  /** Whether to read what the other side sends. If not, it has to wait. */
  listen(listening: boolean): void {
    this.#isListening = listening;
    this.#keepAlive?.listen(listening);
    if (listening) {
      this.#socket?.resume();
    } else {
      this.#socket?.pause();
    }
  }

  /** Something should have come, and has not: finds out soon whether the other side still answers. */
  test(): void {
    this.#keepAlive?.test();
  }

  close(): void {
    this.#over = true;
    this.#cancelTimeout();
    this.#keepAlive?.stop();
    this.#socket?.close();
  }

  /** Never rejects. */
  async #open({ streamUrl, tokenValue }: Invitation, { clientId, sign }: Client): Promise<void> {
    let headers: Readonly<Record<string, string>>;
    try {
      // In `then`, so that what it throws at once comes late too: nothing is lost during construction.
      headers = await Promise.resolve(streamUrl).then(sign);
    } catch (error) {
      this.#lose({ kind: 'not signed', error });
      return;
    }
    if (this.#over) {
      return;
    }
    try {
      this.#socket = this.#environment.openSocket(streamUrl, headers, {
        onOpen: () => this.#opened(openDataChannel(tokenValue, clientId)),
        onMessage: (bytes) => this.#received(bytes),
        onAlive: () => this.#heard(),
        onEnd: (end) => this.#lose(end),
      });
    } catch {
      // The error is not passed on: its message may hold the whole address.
      this.#lose({ kind: 'malformed' });
    }
  }

  #opened(introduction: string): void {
    this.#cancelTimeout();
    this.#openedAt = this.#environment.clock.now();
    this.#socket?.send(introduction);
    this.#keepAlive = new KeepAlive(
      this.#environment.clock,
      () => this.#socket?.ping(),
      () => this.#lose({ kind: 'silent' }),
    );
    if (!this.#isListening) {
      this.listen(false);
    }
    this.#events.onOpen();
  }

  #heard(): void {
    this.#wasHeard = true;
    this.#keepAlive?.heard();
  }

  #received(bytes: Uint8Array): void {
    this.#heard();
    const decoded = decodeFrame(bytes);
    if (decoded.ok) {
      this.#events.onFrame(decoded.frame);
    } else {
      // Not acknowledged, so that stream data comes again.
      this.#environment.log(`a frame of ${bytes.length} bytes is dropped: ${decoded.reason}`);
    }
  }

  #lose(loss: Loss): void {
    if (!this.#over) {
      this.close();
      this.#events.onLost(loss);
    }
  }
}
