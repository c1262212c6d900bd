import type { Limits } from './limits.ts';

/** The way to AWS. Its implementation loads the SDK, so it is itself loaded when a live view is first used. */
export interface Aws {
  /**
   * Chooses where and as whom to ask, as the AWS CLI would; asks nothing yet. Rejects with a `Problem` where no region
   * is known (`no-region`, `bad-region`), the profile does not exist (`unknown-profile`), an endpoint is not safe
   * (`bad-endpoint`), or a file cannot be used (`bad-configuration`).
   */
  connect(options: ConnectOptions): Promise<Ecs>;
  /** Names of the profiles in the shared configuration files, sorted. Empty where there are none. */
  listProfiles(): Promise<readonly string[]>;
  /** Codes of the regions that have ECS, as far as this version knows. */
  readonly regions: readonly string[];
}

export interface ConnectOptions {
  /** A profile of the shared configuration files; undefined for the environment's, or the default one. */
  readonly profile: string | undefined;
  /** A region's code; undefined to take it from the environment or the profile. */
  readonly region: string | undefined;
  /** An endpoint in place of AWS's own; https, or http on this machine. */
  readonly endpoint: string | undefined;
  /** Where sessions are opened in place of the host that AWS names; https, or http on this machine. */
  readonly sessionEndpoint?: string | undefined;
  readonly mfaCode: MfaCode;
  /**
   * What connections leave to those that follow: a role is assumed, and its code asked for, once for as long as it
   * lasts.
   */
  readonly kept?: KeptCredentials;
  /** Milliseconds after which what does not answer is given up, where they differ from this version's. */
  readonly limits?: Partial<Limits>;
  /** Notes for the log channel; no secret is ever in them. */
  readonly log: (line: string) => void;
}

/**
 * Asks the user for the one-time code of a multi-factor device. When the signal is aborted, nobody needs it any more.
 */
export type MfaCode = (serial: string, signal: AbortSignal) => Promise<string>;

/** Credentials of roles, under names in which no secret can be read. In memory only. */
export type KeptCredentials = Map<string, object>;

/**
 * The questions this extension puts to AWS, as plain typed values. Every method may reject, always with a
 * `Problem`; a cancelled one rejects at once with the signal's reason, also while it waits for credentials.
 */
export interface Ecs {
  /** Where and as whom the questions are asked. */
  readonly connection: Connection;
  /** All clusters, in pages as they arrive. Described: names, counts, status. */
  listClusters(signal?: AbortSignal): AsyncIterable<readonly Cluster[]>;
  /** All services of a cluster, in pages. */
  listServices(cluster: string, signal?: AbortSignal): AsyncIterable<readonly Service[]>;
  /** All tasks of a cluster that are not stopped, in pages. */
  listTasks(cluster: string, filter: TaskFilter, signal?: AbortSignal): AsyncIterable<readonly Task[]>;
  /**
   * What has become of tasks, by their ARNs, in any order; also of those that have stopped, which ECS remembers for
   * about an hour (AmazonECS developer guide, "stopped task errors"). One that it no longer knows is left out.
   */
  taskReports(cluster: string, tasks: readonly string[], signal?: AbortSignal): Promise<readonly TaskReport[]>;
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
  /** The TCP ports that a task definition, `family:revision`, says a container listens on; in its order. */
  containerPorts(definition: string, container: string, signal?: AbortSignal): Promise<readonly number[]>;
  /**
   * The operating system that a task definition, `family:revision`, says it is for, as ECS writes it: `LINUX`,
   * `WINDOWS_SERVER_2022_CORE`; undefined where it does not.
   */
  operatingSystemFamily(definition: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * The operating system of a container instance, by its ARN: `linux` or `windows`; undefined where it is not known any
   * more.
   */
  instanceOperatingSystem(cluster: string, instance: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * What Session Manager and KMS call a container, `ecs:<cluster>_<task id>_<runtime id>`. Asked anew each time: a
   * container that was started again has another runtime id.
   */
  sessionTarget(container: ContainerRequest, signal?: AbortSignal): Promise<string>;
  /** A new invitation to a session whose connection was cut; undefined where the session has ended. */
  resumeSession(sessionId: string, signal?: AbortSignal): Promise<SessionInvitation | undefined>;
  /** A new key of 64 bytes for one session, in clear and encrypted with the KMS key. */
  generateDataKey(
    kmsKeyId: string,
    encryptionContext: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<DataKey>;
  /** Ends a session on the far side too, where its shell would else run on and count towards the agent's limit. */
  terminateSession(sessionId: string, signal?: AbortSignal): Promise<void>;
  /** Headers that sign a WebSocket upgrade of this address for the message gateway. */
  signUpgrade(streamUrl: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * The certificates that are trusted in place of the system's, as PEM, where the configuration names a file with some.
   */
  readonly ca: string | undefined;
  /** Frees sockets. Questions can still be put, as a session does that is open when the connection is replaced. */
  dispose(): void;
}

/** What gives credentials; the machine is a container, or an EC2 instance. */
export type CredentialsKind =
  'environment' | 'keys' | 'process' | 'sso' | 'login' | 'role' | 'web-identity' | 'container' | 'instance';

export interface Connection {
  /** The profile whose settings hold: the chosen one, else that of `AWS_PROFILE`, else `default`. */
  readonly profile: string;
  /** What gives the credentials; undefined where the profile is incomplete, as every question will say. */
  readonly credentials: CredentialsKind | undefined;
  readonly region: string;
  /** An endpoint in place of AWS's own, for the simulator. */
  readonly endpoint: string | undefined;
}

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly runningTasks: number;
  readonly pendingTasks: number;
  readonly activeServices: number;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly launchType: string | undefined;
  /** Whether *new* tasks of the service are started with exec on. */
  readonly execEnabled: boolean;
}

export interface Task {
  readonly arn: string;
  /** The last part of the ARN. */
  readonly id: string;
  readonly clusterArn: string;
  /** What started it: `service:<name>`, `family:<name>` … */
  readonly group: string | undefined;
  /** Family and revision, `web:12`. */
  readonly definition: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly launchType: string | undefined;
  /** `Linux`, `WINDOWS_SERVER_2022_CORE` …; of tasks on Fargate alone. */
  readonly platformFamily: string | undefined;
  /** Of tasks on EC2 and on instances of one's own alone. */
  readonly containerInstanceArn?: string | undefined;
  readonly startedAt: Date | undefined;
  readonly execEnabled: boolean;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly arn: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly lastStatus: string;
  readonly health: string | undefined;
  readonly runtimeId: string | undefined;
  /** The agent that ECS Exec needs; undefined where the container has none. */
  readonly execAgent: { readonly status: string; readonly reason: string | undefined } | undefined;
}

/** A task, and how it ended if it did. The words are those of ECS, or of who stopped it. */
export interface TaskReport {
  readonly task: Task;
  /** `EssentialContainerExited`, `UserInitiated` …; undefined while nothing stops it. */
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  /** Of the containers about whose end something is known. */
  readonly exits: readonly ContainerExit[];
}

export interface ContainerExit {
  readonly container: string;
  readonly exitCode: number | undefined;
  /** `OutOfMemoryError: Container killed due to memory usage`, for example. */
  readonly reason: string | undefined;
}

export type TaskFilter =
  | { readonly kind: 'all' }
  /** Tasks of one service, by its name. */
  | { readonly kind: 'service'; readonly service: string }
  /** Tasks that no service started. */
  | { readonly kind: 'standalone' };

export interface ContainerRequest {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly container: string;
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

/** `plaintext` is a secret. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}
