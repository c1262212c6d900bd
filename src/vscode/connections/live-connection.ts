import type { Aws, ConnectOptions } from '../../aws/api/aws.ts';
import type { Cluster } from '../../aws/api/clusters.ts';
import type { Connection } from '../../aws/api/connection.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { OpenConnection } from '../../live/connection.ts';
import type { Favourites } from './favourites.ts';

/** What makes a connection; it never changes. */
export interface Choice extends Pick<ConnectOptions, 'profile' | 'region' | 'endpoint'> {
  readonly sessionEndpoint: string | undefined;
}

/** A name for a choice, the same for as long as it is the same, and in every window. */
export function keyOf({ profile, region, endpoint, sessionEndpoint }: Choice): string {
  return JSON.stringify([profile, region, endpoint, sessionEndpoint]);
}

/** Profile and region of a key; undefined where it is none. */
export function readKey(key: string): Pick<Choice, 'profile' | 'region'> | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(key);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) {
    return undefined;
  }
  // What is undefined is null in JSON.
  const [profile, region] = (parts as unknown[]).map((part) => part ?? undefined);
  const isText = (part: unknown): part is string | undefined => part === undefined || typeof part === 'string';
  return isText(profile) && isText(region) ? { profile, region } : undefined;
}

/** What all connections of a window share. */
export interface ConnectionParts {
  /** Rejects with a `Problem`: `untrusted` in a workspace that is not trusted. */
  readonly aws: () => Promise<Aws>;
  /** What each of them is made with beside its own choice. */
  readonly shared: Pick<ConnectOptions, 'mfaCode' | 'kept' | 'buckets' | 'isUnasked' | 'refuse' | 'log'>;
  readonly favourites: Favourites;
  /** More is known of one of them: where it leads, or to which account. */
  readonly onLearned: () => void;
}

/**
 * A profile in a region: one connection to AWS, which is made when first asked for. It is what it is for good, so that
 * a terminal or a forwarded port can keep it, whatever is selected later.
 */
export class LiveConnection implements OpenConnection {
  /** Unique among the connections of the window. */
  readonly key: string;
  readonly choice: Choice;
  readonly #parts: ConnectionParts;
  #gateway: Promise<Gateway> | undefined;
  #place: Connection | undefined;
  #account: string | undefined;

  constructor(choice: Choice, parts: ConnectionParts) {
    this.choice = choice;
    this.key = keyOf(choice);
    this.#parts = parts;
  }

  get place(): Connection | undefined {
    return this.#place;
  }

  get account(): string | undefined {
    return this.#account ?? this.#place?.account;
  }

  /** Rejects with a `Problem`: `untrusted` in a workspace that is not trusted, or one of those of `Aws.connect`. */
  gateway(): Promise<Gateway> {
    if (this.#gateway === undefined) {
      const gateway = this.#connect();
      this.#gateway = gateway;
      // The next question may find what was missing.
      gateway.catch(() => {
        if (this.#gateway === gateway) {
          this.#gateway = undefined;
        }
      });
    }
    return this.#gateway;
  }

  /** Forgets the gateway with its credentials, so that the next question looks for them anew; not those of roles. */
  reset(): void {
    const gateway = this.#gateway;
    this.#gateway = undefined;
    gateway?.then(
      (connected) => connected.dispose(),
      () => undefined,
    );
  }

  /** Clusters that the user has named, by name or ARN, beside those that AWS lists. */
  get favourites(): readonly string[] {
    return this.#parts.favourites.of(this.key);
  }

  async addFavourite(cluster: string): Promise<void> {
    await this.#parts.favourites.add(this.key, cluster);
  }

  async removeFavourite({ arn, name }: Pick<Cluster, 'arn' | 'name'>): Promise<void> {
    await this.#parts.favourites.remove(this.key, arn);
    await this.#parts.favourites.remove(this.key, name);
  }

  isFavourite({ arn, name }: Pick<Cluster, 'arn' | 'name'>): boolean {
    const { favourites } = this;
    return favourites.includes(arn) || favourites.includes(name);
  }

  /** Tells of ARNs that AWS has answered: they name the account, which the configuration may not. */
  learn(arns: readonly string[]): void {
    const account = arns.map((arn) => arn.split(':')[4]).find((each) => /^\d{12}$/.test(each ?? ''));
    if (account !== undefined && account !== this.account) {
      this.#account = account;
      this.#parts.onLearned();
    }
  }

  async #connect(): Promise<Gateway> {
    const { aws, shared, onLearned } = this.#parts;
    this.#account = undefined;
    try {
      const gateway = await (await aws()).connect({ ...this.choice, ...shared, favourites: () => this.favourites });
      this.#place = gateway.connection;
      return gateway;
    } catch (error) {
      this.#place = undefined;
      throw error;
    } finally {
      onLearned();
    }
  }
}
