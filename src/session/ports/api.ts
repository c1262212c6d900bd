import type { Problem } from '../../problem.ts';
import type { DataChannelOptions, Invitation, SessionEnd, SessionState } from '../api.ts';

/** What `ssm:StartSession` answers. */
export interface PortSession extends Invitation {
  readonly sessionId: string;
}

/** What a forwarded port needs. */
export interface PortForwardOptions extends Pick<DataChannelOptions, 'sign' | 'ca' | 'onNotice' | 'log'> {
  /** The port of this machine to listen on; 0 for any that is free. */
  readonly localPort: number;
  /** `ssm:StartSession`, called when the local port is open. What it rejects with is passed on. */
  readonly start: (localPort: number) => Promise<PortSession>;
  /** `ssm:ResumeSession`, see {@link DataChannelOptions.resume}. */
  readonly resume: (sessionId: string, signal: AbortSignal) => Promise<Invitation | undefined>;
  /** The state, the number of connections, `isRefused` or `isStalled` has changed. */
  readonly onChange?: (forward: PortForward) => void;
}

/** A port of this machine whose connections come out of a container. */
export interface PortForward {
  readonly sessionId: string;
  /** On the loopback interface only. */
  readonly localPort: number;
  readonly state: SessionState;
  /** How many local connections are open. */
  readonly connections: number;
  /** Whether the destination refused the newest connection whose fate is known. */
  readonly isRefused: boolean;
  /**
   * Whether the agent takes nothing at the moment, though the connection to it lives: a program there does not read, as
   * one that is halted in a debugger, and holds up all connections. It may last for hours, and is no end.
   */
  readonly isStalled: boolean;
  /** Settles when it is over and the local port is free again; never rejects. */
  readonly ended: Promise<SessionEnd>;
  /**
   * Leaves: resets the local connections, and ends the session where the network allows. `ssm:TerminateSession` is the
   * caller's to ask.
   */
  close(): void;
  /** Ends it as `close` does, for a reason that is known from elsewhere: it has failed with this problem. */
  fail(problem: Problem): void;
}

export interface Ports {
  /**
   * Opens the local port, then the session. Rejects with a `Problem` where the port cannot be had
   * (`ports/local-port-taken`, `ports/local-port-denied`, `ports/local-port`), or with what `start` rejects with.
   */
  forward(options: PortForwardOptions): Promise<PortForward>;
  /** A local port for a remote one: the same number if it is free, else one near it, else any. */
  suggestLocalPort(remotePort: number): Promise<number>;
}
