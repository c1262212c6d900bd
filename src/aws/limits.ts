/** Milliseconds after which something that does not answer is given up. */
export interface Limits {
  /**
   * For the way to the server to be found. It is this long for VS Code asks for a proxy's password meanwhile; without a
   * proxy it takes no time.
   */
  readonly route: number;
  /** For name, connection and TLS. The AWS CLI has 60 s (`cli_connect_timeout`). */
  readonly connect: number;
  /**
   * From then on until the answer is here, the last byte included. The AWS CLI has 60 s between two bytes
   * (`cli_read_timeout`).
   */
  readonly request: number;
  /** For a `credential_process`, which may ask the user to sign in in a browser. The AWS CLI has none. */
  readonly process: number;
}

export const LIMITS: Limits = { route: 300_000, connect: 30_000, request: 60_000, process: 120_000 };

/** That something did not answer in time. */
export class NoAnswer extends Error {
  /** The host that was asked; undefined for a program. */
  readonly host: string | undefined;
  readonly phase: keyof Limits;
  readonly seconds: number;

  constructor(phase: keyof Limits, milliseconds: number, host?: string) {
    super(`no answer${host === undefined ? '' : ` of ${host}`} within ${milliseconds} ms (${phase})`);
    // A name that the SDK does not take for one that is worth another try: three times a minute is too long.
    this.name = 'NoAnswer';
    this.host = host;
    this.phase = phase;
    this.seconds = Math.ceil(milliseconds / 1000);
  }
}
