import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SignatureProblem } from '../aws/signature.ts';

export type { SignatureProblem };

/** What the gateway needs from the simulator around it. */
export interface GatewayOptions {
  readonly region: string;
  /** Checks the SigV4 signature (service `ssmmessages`, empty body) of a WebSocket upgrade. */
  verifySignature(request: IncomingMessage): true | SignatureProblem;
}

/** The container that a session opens a shell in. */
export interface ContainerInfo {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly containerArn: string;
  readonly name: string;
  readonly runtimeId: string;
  /** The container's environment, as its task definition gives it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What `ExecuteCommand` asks the gateway to prepare. */
export interface OpenRequest {
  /** Made up as `ecs-execute-command-…` where it is missing. */
  readonly sessionId?: string;
  readonly command: string;
  readonly container: ContainerInfo;
  /** Host and port that clients reach the simulator at, `127.0.0.1:4566`. */
  readonly hostHeader: string;
}

/** What `ExecuteCommand` answers. */
export interface OpenedSession {
  readonly sessionId: string;
  /** `ws://<hostHeader>/v1/data-channel/<sessionId>?role=publish_subscribe&cell-number=<base64, unescaped>` */
  readonly streamUrl: string;
  /** Opens the data channel once. */
  readonly tokenValue: string;
}

/**
 * Misbehaviour on request. Chances are between 0 and 1 and count for frames in both directions;
 * everything is 0 until a test sets it.
 */
export interface GatewayFaults {
  /** Chance that a frame is lost. */
  drop: number;
  /** Chance that a frame arrives twice. */
  double: number;
  /** Chance that a frame arrives after its successor. */
  reorder: number;
  /** Milliseconds that every frame is late. */
  latency: number;
  /** Cuts the sockets of all sessions without a closing handshake. */
  cut(): void;
}

/** A session, as tests and the simulator look at it. */
export interface GatewaySession {
  readonly sessionId: string;
  readonly container: ContainerInfo;
  readonly command: string;
  readonly state: 'waiting' | 'connected' | 'disconnected' | 'ended';
}

/** The message gateway's data channel, with a real shell behind it. */
export interface Gateway {
  readonly faults: GatewayFaults;
  /** By session id, the ended ones included. */
  readonly sessions: ReadonlyMap<string, GatewaySession>;
  /** Registers a session that waits for its client. */
  open(request: OpenRequest): OpenedSession;
  /**
   * Takes an HTTP upgrade to `/v1/data-channel/<sessionId>`. The simulator has checked the Host and Origin
   * headers before; signature, session and token are the gateway's to check.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every session, its shell and its socket; settles when they are gone. */
  close(): Promise<void>;
}

export type CreateGateway = (options: GatewayOptions) => Gateway;
