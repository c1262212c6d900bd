import type { ContainerRequest } from './tasks.ts';

/** Questions that begin, continue and end sessions in containers. */
export interface Sessions {
  /**
   * Asks the agent in the container to open a session. Cancelled, the agent may have begun it all the same: then nobody
   * knows its name, and it counts towards the container's two sessions until it is idle for 20 minutes.
   */
  executeCommand(request: ExecRequest, signal?: AbortSignal): Promise<ExecSession>;
  /**
   * Asks Session Manager, past ECS Exec, for a session that forwards a port of a container or, through it, of another
   * host.
   */
  startPortSession(request: PortRequest, signal?: AbortSignal): Promise<ExecSession>;
  /**
   * What Session Manager and KMS call a container, `ecs:<cluster>_<task id>_<runtime id>`. Asked anew each time: a
   * container that was started again has another runtime id.
   */
  sessionTarget(container: ContainerRequest, signal?: AbortSignal): Promise<string>;
  /** A new invitation to a session whose connection was cut; undefined where the session has ended. */
  resumeSession(sessionId: string, signal?: AbortSignal): Promise<SessionInvitation | undefined>;
  /** Ends a session on the far side too, where its shell would else run on and count towards the agent's limit. */
  terminateSession(sessionId: string, signal?: AbortSignal): Promise<void>;
  /**
   * IDs of the sessions with a container that are open now. That Session Manager lists those of ECS Exec by their
   * target is not documented.
   */
  openSessions(target: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Headers that sign a WebSocket upgrade of this address for the message gateway. */
  signUpgrade(streamUrl: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
}

export interface ExecRequest extends ContainerRequest {
  readonly command: string;
}

export interface PortRequest extends ContainerRequest {
  readonly port: number;
  /** Another host, as the container sees it; undefined for the container itself. */
  readonly host: string | undefined;
  /** Where connections come from; for AWS's records. */
  readonly localPort: number;
}

/** Where a session's data channel is opened. `tokenValue` is a secret. */
export interface SessionInvitation {
  readonly streamUrl: string;
  readonly tokenValue: string;
}

/** A session that waits for its client. */
export interface ExecSession extends SessionInvitation {
  readonly sessionId: string;
}
