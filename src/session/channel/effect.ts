import type { SessionState } from '../api.ts';
import type { Cipher } from './cipher.ts';
import type { Handshake } from './handshake.ts';

/** What is waited for: the next step of the agent, or something that shows whether a silent command has started. */
export type Alarm = 'step' | 'start';

/** What is to be done, as plain data. The state machine decides it, and the channel does it in this order. */
export type Effect =
  /** To the agent: stream data. */
  | { readonly kind: 'send'; readonly payloadType: number; readonly payload: Uint8Array }
  /** To the agent: the size of the terminal, before anything is heard. `sizeTaken` is to follow. */
  | { readonly kind: 'send-first-size' }
  /** To the agent: the size of the terminal and each later one. It knows none yet, whatever was sent before. */
  | { readonly kind: 'report-size' }
  /** To the agent: input that waits, encrypted where there is a cipher. */
  | { readonly kind: 'release-input'; readonly cipher: Cipher | undefined }
  /** Input waits from now on. */
  | { readonly kind: 'hold-input' }
  /** Answers a request for a handshake. `answered` is to follow. */
  | { readonly kind: 'answer'; readonly request: Uint8Array }
  /** The connection is cut: nothing is sent. */
  | { readonly kind: 'stop-sending' }
  /** There is a connection: what is in flight is sent again. */
  | { readonly kind: 'start-sending' }
  /** Whether to read what the agent sends. */
  | { readonly kind: 'listen'; readonly listening: boolean }
  /** Hands on the frames that are here in order. `allHandedOn` is to follow. */
  | { readonly kind: 'hand-on' }
  /** Closes the connection for good. */
  | { readonly kind: 'hang-up' }
  /** Calls `alarm` after so many milliseconds, counted anew. */
  | { readonly kind: 'set-alarm'; readonly alarm: Alarm; readonly ms: number }
  | { readonly kind: 'stop-alarm'; readonly alarm: Alarm }
  /** Finds out soon whether the connection still lives. */
  | { readonly kind: 'test-connection' }
  /** The rest is for who uses the session; see `DataChannelOptions` and `Listeners`. */
  | { readonly kind: 'deliver'; readonly bytes: Uint8Array }
  | { readonly kind: 'flag'; readonly flag: number }
  | { readonly kind: 'handshake'; readonly handshake: Handshake }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'gap' }
  | { readonly kind: 'stall'; readonly isStalled: boolean }
  | { readonly kind: 'state'; readonly state: SessionState }
  | { readonly kind: 'log'; readonly line: string };

export type Effects = readonly Effect[];

export const NOTHING: Effects = [];
