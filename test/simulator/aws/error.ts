/** An error as an AWS service answers it. */
export class AwsError extends Error {
  /** The shape's name, `ClusterNotFoundException`. */
  readonly code: string;
  /** The HTTP status: 400 for the caller's errors, 500 and above for the service's. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}
