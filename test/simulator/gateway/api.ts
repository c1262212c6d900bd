import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SignatureProblem } from '../aws/signature.ts';
import type { Network } from './agent/network.ts';

export type { Network, SignatureProblem };

/** What the gateway needs from the simulator around it, and how it is to behave. */
export interface GatewayOptions {
  readonly region: string;
  /** Checks the SigV4 signature (service `ssmmessages`, empty body) of a WebSocket upgrade. */
  verifySignature(request: IncomingMessage): true | SignatureProblem;
  /** Hears of each token that opens a data channel. */
  readonly onToken?: (token: string) => void;
  /** The agent's call of `kms:Decrypt`; throws an error whose message is KMS's. There is no KMS unless given. */
  readonly decrypt?: (request: DecryptRequest) => Buffer;
  /** Where forwarded ports lead; unless given, to the same ports of 127.0.0.1. */
  readonly network?: Network;
  /** Milliseconds that a new socket has for its first message, which carries the token; 10,000 unless given. */
  readonly tokenTimeout?: number;
  readonly agent?: Partial<AgentOptions>;
  /** Host as clients name it that come through TLS, which ends before it gets here. */
  readonly tlsHost?: string | undefined;
}

/** What an agent asks of KMS, with the rights of its container's task role. */
export interface DecryptRequest {
  readonly kmsKeyId: string;
  readonly ciphertext: Buffer;
  readonly context: Readonly<Record<string, string>>;
  readonly container: ContainerInfo;
}

/** The SSM agent in the containers. Times are in milliseconds. */
export interface AgentOptions {
  /** From the client's arrival until the pty exists; input before that is not acknowledged. 0 unless given. */
  readonly ptyDelay: number;
  /** From then until the agent first reads the pty's output. 1000 unless given, as the real agent has it. */
  readonly outputDelay: number;
  /** From what keeps a session from starting until the client is told. 2000 unless given, as the real agent has it. */
  readonly startErrorDelay: number;
  /** `real`: 1 KiB of output per millisecond at most, as the real agent reads it. `fast`: no limit. The default. */
  readonly pace: 'real' | 'fast';
  /** How often it looks whether its oldest message has to be sent again. 100 unless given, as the real agent has it. */
  readonly resendInterval: number;
  /**
   * How long it waits, when its command has ended, for the output to be acknowledged. Then it leaves, and what was lost
   * on its way is lost for good. 2000 unless given, as the real agent has it.
   */
  readonly linger: number;
  /** A session without input for so long is closed. 20 minutes unless given, as ECS has it. */
  readonly idleTimeout: number;
  /** Sessions that a container has at the same time. 2 unless given, as the ECS agent configures it. */
  readonly sessionsPerContainer: number;
  /** Output frames that may wait for their acknowledgement; then the agent stops reading. 10,000 unless given. */
  readonly maxUnacknowledged: number;
  /** What it calls itself in the handshake. `3.3.1142.0` unless given. */
  readonly agentVersion: string;
  /** For each answer in the handshake. 15,000 unless given, as the real agent has it. */
  readonly handshakeTimeout: number;
  /**
   * Whether an answer in the handshake is acknowledged before what follows from it is sent, or after. The real agent
   * does now the one, now the other (25 and 5 of 30 sessions); `before` unless given.
   */
  readonly handshakeAcknowledged: 'before' | 'after';
  /**
   * Whether it gives the client a random challenge for the encryption context of the data key, and insists on it
   * (its setting `RequireKMSChallengeResponse`). `offered` unless given, as newer agents have it; older ones: `none`.
   */
  readonly randomChallenge: 'none' | 'offered' | 'required';
  /**
   * After how long without a smux frame a forwarded port is closed, where a client that reports 1.2.331.0 or less, or
   * an agent of 3.1.1511.0 or less, has smux's keep-alive on. 30,000 unless given, as the real agent has it.
   */
  readonly muxKeepAliveTimeout: number;
}

/** For tests: an agent that does not keep them waiting where the real one would. */
export const QUICK_AGENT: Partial<AgentOptions> = { outputDelay: 20, startErrorDelay: 0 };

/** The container that a session opens a shell in. */
export interface ContainerInfo {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly containerArn: string;
  readonly name: string;
  readonly runtimeId: string;
  /** The container's environment, as its task definition gives it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What of its image matters; unless given, it has this machine's programs. */
  readonly image?: ContainerImage;
  /** ARN of the role whose rights the agent has; undefined for a task without one. */
  readonly taskRoleArn?: string;
}

/** The programs in a container's image. */
export interface ContainerImage {
  /** The program of this machine that its `sh` is, this machine's `sh` unless given. False: it has no shell. */
  readonly shell?: string | false;
  /** Names of all other programs that it has; unless given, this machine's, or busybox's where that is the shell. */
  readonly programs?: readonly string[];
}

/** What a session is for. */
export type Purpose = CommandPurpose | PortPurpose;

export interface CommandPurpose {
  readonly kind: 'command';
  readonly command: string;
  /** As the cluster has it: id, alias or ARN of the KMS key that encrypts the session. */
  readonly kmsKeyId?: string;
  /** What the agent says in place of starting the command; undefined where nothing is in its way. */
  readonly refusal?: string | undefined;
}

/** A port that is forwarded; the texts are the document's parameters. Never encrypted. */
export interface PortPurpose {
  readonly kind: 'port';
  readonly portNumber: string;
  readonly localPortNumber: string;
  /** Another machine, as the container sees it. */
  readonly host?: string;
}

/** What `ExecuteCommand` and `StartSession` ask the gateway to prepare. */
export interface OpenRequest {
  /** Made up as `ecs-execute-command-…` where it is missing. */
  readonly sessionId?: string;
  readonly purpose: Purpose;
  readonly container: ContainerInfo;
  /** Host and port that clients reach the simulator at, `127.0.0.1:4566`. */
  readonly hostHeader: string;
}

/** What `ExecuteCommand`, `StartSession` and `ResumeSession` answer. */
export interface OpenedSession {
  readonly sessionId: string;
  /** `ws://<hostHeader>/v1/data-channel/<sessionId>?role=publish_subscribe&cell-number=<base64, unescaped>` */
  readonly streamUrl: string;
  /** Opens the data channel once. */
  readonly tokenValue: string;
}

/**
 * Which frames a fault hits: each with a chance from 0 to 1, those with these numbers, counted from 1, or every nth.
 */
export type Hits = number | readonly number[] | { readonly everyNth: number };

/** What befalls stream data and acknowledgements on their way in one direction. */
export interface DirectionFaults {
  /** The frame is lost. */
  readonly drop?: Hits;
  /** The frame arrives twice. */
  readonly double?: Hits;
  /** The frame arrives after its successor. */
  readonly reorder?: Hits;
  /** The frame's digest is wrong. The agent ignores such a frame. */
  readonly corrupt?: Hits;
  /** The frame is late. */
  readonly delay?: { readonly hits: Hits; readonly milliseconds: number };
  /** The socket breaks, without a closing handshake, in place of carrying the frame. */
  readonly cut?: Hits;
}

/**
 * Misbehaviour on request, as one value: setting it anew starts the counting anew, in every session for itself.
 * `{}` is a gateway that behaves.
 */
export interface Faults {
  /** Starts the random numbers; 1 unless given. The same seed and frames give the same faults. */
  readonly seed?: number;
  readonly toClient?: DirectionFaults;
  readonly toAgent?: DirectionFaults;
  /** The socket stays open, but nothing arrives on it in either direction, not even answers to pings. */
  readonly halfOpen?: boolean;
}

/** A session, as tests and the simulator look at it. */
export interface GatewaySession {
  readonly sessionId: string;
  readonly container: ContainerInfo;
  readonly purpose: Purpose;
  readonly openedAt: Date;
  readonly state: 'waiting' | 'connected' | 'disconnected' | 'ended';
  /** Settles when the session is over and its processes are gone. */
  readonly ended: Promise<void>;
  /** This session's own faults; undefined where the gateway's count. */
  faults: Faults | undefined;
  /** Tells client and agent to pause; the agent sends no output until {@link startPublication}. */
  pausePublication(): void;
  startPublication(): void;
  /** Breaks the socket without a closing handshake. */
  cut(): void;
  /** Closes the socket as the service does about every hour: 1000, "Bye". The session goes on. */
  bye(): void;
  /** `ssm:TerminateSession`. */
  terminate(): void;
  /** The agent is gone, as with its task, and says nothing any more; nor does the service, whose socket stays open. */
  abandon(): void;
}

/** Something that a client did against the protocol. The session is over then. */
export interface Violation {
  readonly sessionId: string;
  /** What is wrong and where, without the frame's content. */
  readonly message: string;
}

/** The message gateway's data channel, with a real shell behind it. */
export interface Gateway {
  /** How the agents behave, defaults filled in. */
  readonly agent: AgentOptions;
  /** The faults of all sessions that have none of their own. */
  faults: Faults;
  /** By session id, the ended ones included. */
  readonly sessions: ReadonlyMap<string, GatewaySession>;
  /** Everything that clients did against the protocol; a test of a client ends with asserting that it is empty. */
  readonly violations: readonly Violation[];
  /** Registers a session that waits for its client. */
  open(request: OpenRequest): OpenedSession;
  /**
   * `ssm:ResumeSession`: a new address and token for a session whose socket is lost; the old ones are void.
   * The token is empty when the session is over, as AWS answers. Undefined for an unknown session.
   */
  resume(sessionId: string): OpenedSession | undefined;
  /** Takes an HTTP upgrade; checks Host, Origin, signature, path and session, and then the token. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every session, its shell and its socket; settles when they are gone. */
  close(): Promise<void>;
}

export type CreateGateway = (options: GatewayOptions) => Gateway;
