import type { Buckets } from './buckets.ts';
import type { Changes } from './changes.ts';
import type { Clusters } from './clusters.ts';
import type { Connection } from './connection.ts';
import type { Details } from './details.ts';
import type { Identity } from './identity.ts';
import type { Keys } from './keys.ts';
import type { Logs } from './logs.ts';
import type { Scaling } from './scaling.ts';
import type { Sessions } from './sessions.ts';
import type { TaskDefinitions } from './task-definitions.ts';
import type { Vpc } from './vpc.ts';

/**
 * The questions that this extension puts to AWS, by capability, with answers that are plain typed values. Each of them
 * may reject, always with a `Problem`; a cancelled one rejects at once with the signal's reason, also while it waits
 * for credentials.
 */
export interface Gateway {
  /** Where and as whom the questions are asked. */
  readonly connection: Connection;
  readonly clusters: Clusters;
  readonly taskDefinitions: TaskDefinitions;
  readonly details: Details;
  readonly scaling: Scaling;
  readonly sessions: Sessions;
  readonly keys: Keys;
  readonly logs: Logs;
  readonly changes: Changes;
  readonly identity: Identity;
  readonly vpc: Vpc;
  readonly buckets: Buckets;
  /**
   * The certificates that are trusted in place of the system's, as PEM, where the configuration names a file with some.
   */
  readonly ca: string | undefined;
  /** Frees sockets. Questions can still be put, as a session does that is open when the connection is replaced. */
  dispose(): void;
}
