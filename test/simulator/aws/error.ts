/** An error as an AWS service answers it. */
export class AwsError extends Error {
  /** The shape's name, `ClusterNotFoundException`. */
  readonly code: string;
  /** The HTTP status: 400 for the caller's errors, 500 and above for the service's. */
  readonly status: number;
  /** What the error says beside its message, by member. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
