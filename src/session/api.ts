import type { Problem } from '../problem.ts';

/** The size of a terminal, in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Why a session is over. */
export type SessionEnd =
  /** The remote side closed the channel. `message` is the agent's own text, empty after a normal exit. */
  | { readonly reason: 'closed'; readonly message: string }
  /** This side closed it. */
  | { readonly reason: 'left' }
  /** It never opened, or the connection was lost and cannot be resumed. */
  | { readonly reason: 'failed'; readonly problem: Problem };

export type SessionState =
  | { readonly name: 'connecting' }
  | { readonly name: 'ready' }
  | { readonly name: 'reconnecting' }
  | { readonly name: 'ended'; readonly end: SessionEnd };

/** What a session needs. Nothing in it may be logged but the session's id. */
export interface SessionOptions {
  readonly sessionId: string;
  /** The address that the API answered, used to the letter. */
  readonly streamUrl: string;
  /** Opens the data channel once. A secret. */
  readonly tokenValue: string;
  /** Headers that sign the WebSocket upgrade of this address (SigV4, service `ssmmessages`). */
  readonly sign: (streamUrl: string) => Promise<Readonly<Record<string, string>>>;
  /** The terminal's size; sent when the remote side is ready for it. */
  readonly size?: TerminalSize;
  /** Output of the remote side, in order, each byte once. Chunks may split a UTF-8 sequence. */
  readonly onOutput: (bytes: Uint8Array) => void;
  /** Called on every change of state, ending with `ended`, after the last output. */
  readonly onState?: (state: SessionState) => void;
  /** Notes for the log channel: frame types and numbers, never contents. */
  readonly log?: (line: string) => void;
}

/** A shell, or a command, on the other side of a data channel. No method throws; after the end they do nothing. */
export interface Session {
  readonly state: SessionState;
  /** Settles when the session is over; never rejects. */
  readonly ended: Promise<SessionEnd>;
  /** Queues input. It is held until the remote side is ready, and sent at the pace at which it acknowledges. */
  write(input: string | Uint8Array): void;
  /** Tells the remote side the terminal's size; only the newest one counts. */
  resize(size: TerminalSize): void;
  /** Leaves: closes the socket. The remote side learns of it by `ssm:TerminateSession`, which is the caller's to ask. */
  close(): void;
}

export type OpenSession = (options: SessionOptions) => Session;
