import type { Connection } from '../aws/api/connection.ts';
import type { Gateway } from '../aws/api/gateway.ts';

/**
 * One profile in one region. What is live knows the connection through which it was found, and is asked, entered and
 * watched through the same, whatever the user selects later.
 */
export interface OpenConnection {
  /** Unique among the connections of a window, and the same from one window to the next. */
  readonly key: string;
  /** Where and as whom AWS was asked last; undefined before that is settled. */
  readonly place: Connection | undefined;
  /** The account, twelve digits; undefined as long as neither the configuration nor AWS has told it. */
  readonly account: string | undefined;
  /** The gateway, which may be another one after credentials were looked for anew. Rejects with a `Problem`. */
  gateway(): Promise<Gateway>;
}
