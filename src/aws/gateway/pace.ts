import { AsyncLocalStorage } from 'node:async_hooks';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Timing } from '../api/timing.ts';
import { bucketOf, rateOf } from './rates.ts';
import { type Taker, TokenBucket } from './token-bucket.ts';

/** Errors that say "less". */
const THROTTLED = /Throttl|TooManyRequests|LimitExceeded|RequestLimit/i;

/** What the SDK's clients have in common, as far as this is about. */
type Client = Pick<ECSClient, 'middlewareStack'>;
interface AnyClient {
  readonly middlewareStack: unknown;
}

/**
 * Lets a connection's calls go out at half of the pace that AWS allows to all callers of the account and region
 * together: each call, whoever makes it, and each time that the SDK tries it. It is not the SDK's own adaptive mode:
 * once a call is throttled, that makes all other calls of the client wait for half a second each, so that a list that
 * was throttled would delay a shell.
 */
export class Pace {
  readonly #buckets: Map<string, object>;
  readonly #scope: string;
  readonly #timing: Timing | undefined;
  readonly #taker = new AsyncLocalStorage<Taker>();

  /** The buckets are for all connections that follow, under names that begin with the scope. */
  constructor(buckets: Map<string, object>, scope: string, timing: Timing | undefined) {
    this.#buckets = buckets;
    this.#scope = scope;
    this.#timing = timing;
  }

  /** Runs what makes calls: they are this one's. */
  runAs<T>(taker: Taker, run: () => Promise<T>): Promise<T> {
    return this.#taker.run(taker, run);
  }

  /** From now on the calls of a client wait for their turn. */
  hold<C extends AnyClient>(client: C): C {
    (client as unknown as Client).middlewareStack.addRelativeTo(
      <Args, Result>(next: (args: Args) => Promise<Result>, { commandName = '' }: { commandName?: string }) =>
        async (args: Args): Promise<Result> => {
          const bucket = this.#bucket(commandName.replace(/Command$/, ''));
          await bucket?.take(this.#taker.getStore() ?? { isBackground: false, signal: undefined });
          try {
            return await next(args);
          } catch (error) {
            if (error instanceof Error && THROTTLED.test(error.name)) {
              bucket?.throttled();
            }
            throw error;
          }
        },
      { relation: 'after', toMiddleware: 'retryMiddleware', name: 'pace' },
    );
    return client;
  }

  #bucket(operation: string): TokenBucket | undefined {
    const name = bucketOf(operation);
    if (name === undefined) {
      return undefined;
    }
    const key = `${this.#scope} ${name}`;
    const known = this.#buckets.get(key);
    if (known instanceof TokenBucket) {
      return known;
    }
    const bucket = new TokenBucket(rateOf(name), this.#timing);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
