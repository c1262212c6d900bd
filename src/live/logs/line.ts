/** A line that a container has written, and which one. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly taskId: string;
  readonly container: string;
  /** As it came: it may have several lines, and anything else in it. */
  readonly message: string;
}
