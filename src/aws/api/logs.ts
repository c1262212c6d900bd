/** Questions about the log events that containers have written to Amazon CloudWatch Logs. */
export interface Logs {
  /**
   * A page of the events of some streams of one group: at most 10,000 of them, or a megabyte. It may be empty and have
   * a token all the same; the next page is asked for with that. A stream that does not exist fails the whole question,
   * with a `Problem` of code `log-stream-not-found`.
   */
  events(query: LogQuery, signal?: AbortSignal): Promise<LogPage>;
  /**
   * Opens a session of Live Tail, which costs money by the minute, and yields what arrives, once a second; the first
   * update, which is empty, says that it has begun. Ends with the session, which AWS ends after three hours; ends it
   * when the consumer stops, or the signal is aborted. Rejects with a `Problem`: `live-tail-limit` where the account
   * has as many sessions as it may have, `log-class` where the group's class knows no Live Tail.
   */
  liveTail(query: TailQuery, signal: AbortSignal): AsyncIterable<TailUpdate>;
  /** A log group of the connection's region by its name; undefined where there is none. */
  group(name: string, signal?: AbortSignal): Promise<LogGroup | undefined>;
}

export interface LogGroup {
  readonly name: string;
  /** Without `:*` at its end. */
  readonly arn: string;
  /** ARN of the KMS key that it is encrypted with; undefined where it has none of its own. */
  readonly kmsKeyId: string | undefined;
}

/** Streams that one question takes at most (API reference, `FilterLogEvents` and `StartLiveTail`). */
export const MOST_STREAMS = 100;

/** Where events are. */
export interface LogStreams {
  /** Code of the region, which need not be the connection's. */
  readonly region: string;
  /** Name of the log group. */
  readonly group: string;
  /** Names of 1 to {@link MOST_STREAMS} streams of it. */
  readonly streams: readonly string[];
}

export interface LogQuery extends LogStreams {
  /** Milliseconds since 1970; events of that time are included. */
  readonly from: number;
  /** A filter pattern of CloudWatch Logs; all events match where there is none. */
  readonly pattern?: string | undefined;
  /** Of the page before. */
  readonly token?: string | undefined;
}

export interface TailQuery extends LogStreams {
  /** ARN of the log group, without `:*` at its end. */
  readonly groupArn: string;
  readonly pattern?: string | undefined;
}

/** Pages and the events in them begin with the newest. */
export interface LogPage {
  readonly events: readonly LogEvent[];
  /** Undefined after the last page. */
  readonly token: string | undefined;
}

/** What a container has written: one line, unless its driver joins several. */
export interface LogEvent {
  /** Undefined of Live Tail's, which have none. */
  readonly id: string | undefined;
  readonly stream: string;
  /** Milliseconds since 1970, by the clock of who wrote it. */
  readonly time: number;
  readonly message: string;
}

export interface TailUpdate {
  readonly events: readonly LogEvent[];
  /** Whether more than 500 events came in this second, of which these are a sample. */
  readonly sampled: boolean;
}
