import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { clientConfig } from '../configuration/client-config.ts';
import type { CredentialStore } from '../credentials/store.ts';
import type { Pace } from './pace.ts';

/**
 * The clients of CloudWatch Logs of one connection, one for each region that containers write to, made when first used.
 * Their code is 23 KB of the bundle; one of its own would have 310 KB, most of it a second copy of what clients share.
 */
export class LogsClients {
  readonly #config: ReturnType<typeof clientConfig>;
  readonly #pace: Pace;
  readonly #credentials: (() => ReturnType<CredentialStore['held']>) & { readonly memoized: true };
  readonly #clients = new Map<string, CloudWatchLogsClient>();

  constructor(config: ReturnType<typeof clientConfig>, store: CredentialStore, pace: Pace) {
    this.#config = config;
    this.#pace = pace;
    this.#credentials = Object.assign(() => store.held(), { memoized: true } as const);
  }

  of(region: string): CloudWatchLogsClient {
    const client =
      this.#clients.get(region) ??
      this.#pace.hold(
        new CloudWatchLogsClient({
          ...this.#config,
          region,
          credentials: this.#credentials,
          disableHostPrefix: !takesPrefix(this.#config.endpoint),
        }),
      );
    this.#clients.set(region, client);
    return client;
  }

  /** The host at which it is asked; undefined where no region's client was made. */
  get host(): string | undefined {
    const { endpoint, useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack } = this.#config;
    if (endpoint !== undefined) {
      return new URL(endpoint).host;
    }
    const [[Region, client] = []] = this.#clients;
    return Region === undefined
      ? undefined
      : client?.config.endpointProvider({ Region, UseFIPS, UseDualStack }).url.host;
  }

  /** Frees sockets. A client can be used all the same. */
  destroy(): void {
    this.#clients.forEach((client) => client.destroy());
  }
}

/**
 * Whether `stream-` may be put before the host's name, as the SDK does for Live Tail. AWS's own names can take it; an
 * interface endpoint's, this computer's or a simulator's have no such other name.
 */
function takesPrefix(endpoint: string | undefined): boolean {
  return endpoint === undefined || /^logs(-fips)?\./.test(new URL(endpoint).hostname);
}
