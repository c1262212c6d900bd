import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import { isProblem } from '../../problem.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import type { KeptCredentials, MfaCode } from '../api/aws.ts';
import { clientConfig } from '../configuration/client-config.ts';
import { type Choice, Configuration } from '../configuration/configuration.ts';
import type { HttpRequests } from '../http.ts';
import type { Limits } from '../limits.ts';
import { ofContainer } from './container.ts';
import { CredentialsFailure, LoginFailure } from './failure.ts';
import type { Inquiry } from './inquiry.ts';
import { ofInstance } from './instance.ts';
import { runProcess } from './process.ts';
import { type Keys, type RoleSource, type Source, sourceOf } from './source.ts';
import { roleOfUser } from './sso.ts';
import { assumeRole, assumeRoleWithToken, nameOfRole } from './sts.ts';

/** Milliseconds before their end at which credentials are not used any more. */
const MARGIN = 60_000;

export interface StoreOptions {
  readonly choice: Choice;
  readonly region: string;
  readonly requests: HttpRequests;
  readonly limits: Limits;
  readonly mfaCode: MfaCode;
  readonly kept: KeptCredentials;
}

interface Search {
  readonly keys: Promise<Keys>;
  readonly abort: AbortController;
  waiting: number;
}

/** The credentials of a connection, shared by its clients, so that the user is asked for a code once. */
export class CredentialStore {
  readonly #options: StoreOptions;
  #keys: Keys | undefined;
  #search: Search | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /**
   * The keys, as long as they hold; `anew` has them looked for in any case. Rejects with a `CredentialsFailure`, with a
   * `Problem`, or with the signal's reason: when nobody waits any more, the search is called off.
   */
  async get({
    anew = false,
    signal,
  }: { readonly anew?: boolean; readonly signal?: AbortSignal | undefined } = {}): Promise<Keys> {
    signal?.throwIfAborted();
    if (!anew && this.#keys !== undefined && !hasExpired(this.#keys)) {
      return this.#keys;
    }
    const search = this.#search ?? this.#begin(anew);
    search.waiting += 1;
    try {
      return await unlessAborted(signal, () => search.keys);
    } finally {
      search.waiting -= 1;
      if (search.waiting === 0) {
        // Without effect where it has ended.
        search.abort.abort();
        this.#forget(search);
      }
    }
  }

  /** The keys that were got for a question, as long as AWS takes them: one that has begun is not held up again. */
  held(): Promise<Keys> {
    const keys = this.#keys;
    return keys !== undefined && !hasExpired(keys, 0) ? Promise.resolve(keys) : this.get();
  }

  #begin(anew: boolean): Search {
    const abort = new AbortController();
    const search = { keys: this.#find(anew, abort.signal), abort, waiting: 0 };
    this.#search = search;
    search.keys.then(
      (keys) => {
        this.#keys = keys;
        this.#forget(search);
      },
      () => this.#forget(search),
    );
    return search;
  }

  #forget(search: Search): void {
    if (this.#search === search) {
      this.#search = undefined;
    }
  }

  async #find(anew: boolean, signal: AbortSignal): Promise<Keys> {
    try {
      // What another program has renewed is read when it is asked for anew.
      const configuration = await Configuration.read(this.#options.choice);
      const { region, requests, limits, mfaCode } = this.#options;
      return await this.#obtain(
        sourceOf(configuration),
        { configuration, region, requests, limits, mfaCode, signal },
        anew,
      );
    } catch (error) {
      throw isProblem(error) ? error : new CredentialsFailure(error);
    }
  }

  async #obtain(source: Source, inquiry: Inquiry, anew: boolean): Promise<Keys> {
    switch (source.kind) {
      case 'environment':
      case 'keys':
        return source.keys;
      case 'process':
        return runProcess(source, inquiry.limits, inquiry.signal);
      case 'sso':
        return roleOfUser(source, inquiry);
      case 'login':
        return ofLogin(source, inquiry);
      case 'role':
        return this.#role(source, inquiry, anew);
      case 'web-identity':
        return assumeRoleWithToken(source, inquiry);
      case 'container':
        return ofContainer(inquiry);
      case 'instance': {
        const keys = await ofInstance(inquiry);
        if (keys === undefined) {
          throw Object.assign(
            new Error('There are no credentials, and this computer is not an EC2 instance that has any.'),
            {
              name: 'NoCredentials',
            },
          );
        }
        return keys;
      }
    }
  }

  /** The AWS CLI keeps the keys of roles in files; here they are kept in memory, for as long as the window is open. */
  async #role(source: RoleSource, inquiry: Inquiry, anew: boolean): Promise<Keys> {
    const { kept } = this.#options;
    const name = nameOfRole(source);
    const known = kept.get(name) as Keys | undefined;
    if (known !== undefined && !anew && !hasExpired(known)) {
      return known;
    }
    kept.delete(name);
    const keys = await assumeRole(source, await this.#obtain(source.from, inquiry, anew), inquiry);
    // What nobody can use any more is not kept: there are never more than roles in use.
    [...kept].filter(([, other]) => hasExpired(other as Keys)).forEach(([old]) => kept.delete(old));
    kept.set(name, keys);
    return keys;
  }
}

function hasExpired({ expiration }: Keys, margin = MARGIN): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < margin;
}

/**
 * What `aws login` gave. The SDK reads it, from a profile that it is told, for it would not find every name in the
 * files.
 */
async function ofLogin(
  { profile, session }: Source & { readonly kind: 'login' },
  { configuration, region, requests }: Inquiry,
): Promise<Keys> {
  const file = `ecs-exec:login:${profile}`;
  externalDataInterceptor.interceptFile(file, `[profile login]\nlogin_session = ${session}\n`);
  const provide = fromLoginCredentials({
    profile: 'login',
    configFilepath: file,
    filepath: file,
    clientConfig: clientConfig(configuration, 'signin', region, requests),
  });
  try {
    return await provide();
  } catch (error) {
    throw new LoginFailure(profile, error);
  }
}
