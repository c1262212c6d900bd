import type { Problem } from '../problem.ts';

/**
 * The code of the problem that an agent insists on an answer to its random challenge. See `Encryption.answerChallenge`.
 */
export const CHALLENGE_REQUIRED = 'session/challenge-required';

/** The size of a terminal, in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Why a session is over. */
export type SessionEnd =
  /**
   * The remote side closed the channel. `message` is the agent's own text, empty after a normal exit. `exitCode` is
   * there only where the agent tells it, which it does not for a command with a terminal. `missing` tells that output
   * was lost: the agent does not wait for ever until all of it has arrived. See `onGap`. `problem` is what the text
   * means, where the agent could not start what the session is for.
   */
  | {
      readonly reason: 'closed';
      readonly message: string;
      readonly exitCode?: number;
      readonly missing?: true;
      readonly problem?: Problem;
    }
  /** This side closed it. */
  | { readonly reason: 'left' }
  /** It never opened, or the connection was lost and cannot be resumed. */
  | { readonly reason: 'failed'; readonly problem: Problem };

export type SessionState =
  | { readonly name: 'connecting' }
  | { readonly name: 'ready' }
  /** The connection is cut, and resumed as soon as the network allows. Nothing is lost; input is kept. */
  | { readonly name: 'reconnecting' }
  | { readonly name: 'ended'; readonly end: SessionEnd };

/** Where a data channel is opened, and with what. */
export interface Invitation {
  /** The address that the API answered, used to the letter. */
  readonly streamUrl: string;
  /** Opens the data channel once. A secret. */
  readonly tokenValue: string;
}

/** A key of KMS for one session, in clear and encrypted. */
export interface DataKey {
  /** 64 bytes. A secret; overwritten as soon as it is not needed any more. */
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** What is needed where the agent asks for encryption, as it does when the cluster has a KMS key for ECS Exec. */
export interface Encryption {
  /** The far side's name, `ecs:<cluster>_<task id>_<runtime id>`, which the agent uses too; asked once. */
  readonly target: () => Promise<string>;
  /** `kms:GenerateDataKey` for 64 bytes. What it rejects with, a `Problem`, ends the session. */
  readonly dataKey: (kmsKeyId: string, encryptionContext: Readonly<Record<string, string>>) => Promise<DataKey>;
  /**
   * Whether the agent's random challenge goes into the encryption context. Agents take both unless configured to
   * require it (`RequireKMSChallengeResponse`), which ECS does not do; key policies may name the context's keys, so
   * that it is better left out until an agent asks for it: a session then ends with {@link CHALLENGE_REQUIRED}.
   */
  readonly answerChallenge?: boolean;
}

/** What every data channel needs. Nothing in it may be logged but the session's id. */
export interface DataChannelOptions extends Invitation {
  readonly sessionId: string;
  /** Headers that sign the WebSocket upgrade of this address (SigV4, service `ssmmessages`). */
  readonly sign: (streamUrl: string) => Promise<Readonly<Record<string, string>>>;
  /** Certificates, as PEM, that are trusted in place of the system's. */
  readonly ca?: string | undefined;
  /** Without it a session that is to be encrypted ends with a problem. */
  readonly encryption?: Encryption;
  /**
   * `ssm:ResumeSession`: a new invitation after the connection was cut, undefined where the session is over. It is
   * asked again when it rejects, unless with a `Problem` of code `access-denied`. The signal calls it off, when it
   * takes too long or the session is left. Without it a cut ends the session.
   */
  readonly resume?: (signal: AbortSignal) => Promise<Invitation | undefined>;
  /** What the agent has to say to the user: one or more lines of plain text. */
  readonly onNotice?: (message: string) => void;
  /** Called on every change of state, ending with `ended`, after the last output. */
  readonly onState?: (state: SessionState) => void;
  /**
   * True: for 15 s the agent has acknowledged nothing of what was sent, although the connection lives. Its program does
   * not read its input, which may go on for hours; or the agent, and its task, are gone. False: it is so no longer.
   */
  readonly onStall?: (isStalled: boolean) => void;
  /** Output is missing here, and will not come any more: what is handed on from now on came after it, at the end. */
  readonly onGap?: () => void;
  /** There is room for input again after a `write` that answered false. */
  readonly onDrain?: () => void;
  /** Notes for the log channel: frame types and numbers, never contents. */
  readonly log?: (line: string) => void;
}

/** What sessions and channels have in common. No method throws; after the end they do nothing. */
export interface DataChannelControls {
  readonly state: SessionState;
  /** Settles when it is over, after the last output; never rejects. */
  readonly ended: Promise<SessionEnd>;
  /** See `onStall`. */
  readonly isStalled: boolean;
  /** Bytes of input that wait here. */
  readonly queued: number;
  /** Stops output within a few dozen kilobytes: nothing is read any more, so that the far side has to wait. */
  pause(): void;
  /** Output flows again. */
  resume(): void;
  /**
   * Leaves: closes the socket. The remote side learns of it by `ssm:TerminateSession`, which is the caller's to ask.
   */
  close(): void;
  /**
   * Ends it as `close` does, but after the last output, for a reason that is known from elsewhere: it has failed with
   * this problem.
   */
  fail(problem: Problem): void;
}
