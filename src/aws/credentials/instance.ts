import { HttpRequests } from '../http.ts';
import { NoAnswer } from '../limits.ts';
import type { Inquiry } from './inquiry.ts';
import { askMetadata, keysIn } from './metadata.ts';
import type { Keys } from './source.ts';

/**
 * Milliseconds for each step of a question to the metadata service. It is one hop away, or nowhere: on most machines
 * nobody has its address (botocore, `metadata_service_timeout`).
 */
const ANSWER_WITHIN = 1000;
const LIMITS = { route: ANSWER_WITHIN, connect: ANSWER_WITHIN, request: ANSWER_WITHIN, process: ANSWER_WITHIN };
const ROLES = 'latest/meta-data/iam/security-credentials/';
/** How long a token may be used, in seconds: the longest that there is. */
const TOKEN_FOR = '21600';
/** Answers to the question for a token of a service that gives none, or of something between us and it. */
const WITHOUT_TOKENS = new Set([403, 404, 405]);

/**
 * The keys of the EC2 instance that this runs on; undefined where it is none, or has none. The address is the one that
 * the chosen profile has for the service, which the SDK would take from another.
 */
export async function ofInstance({ configuration, signal }: Inquiry): Promise<Keys | undefined> {
  const service = configuration.instanceMetadata;
  if (service === undefined) {
    return undefined;
  }
  const metadata = new MetadataService(service.endpoint, signal);
  try {
    const token = await metadata.token();
    if (token === undefined && !service.allowsV1) {
      return undefined;
    }
    const role = (await metadata.get(ROLES, token)).trim().split('\n')[0] ?? '';
    const keys = role === '' ? undefined : keysIn(await metadata.get(`${ROLES}${encodeURIComponent(role)}`, token));
    // Those of a role have a token.
    return keys?.sessionToken === undefined ? undefined : keys;
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    metadata.close();
  }
}

/**
 * The metadata service of EC2
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 */
class MetadataService {
  readonly #endpoint: URL;
  readonly #signal: AbortSignal;
  readonly #requests = new HttpRequests({ limits: LIMITS, ca: undefined });

  constructor(endpoint: URL, signal: AbortSignal) {
    this.#endpoint = endpoint;
    this.#signal = signal;
  }

  /** For the questions that follow; undefined where the service gives none. */
  async token(): Promise<string | undefined> {
    try {
      const { status, body } = await this.#ask('PUT', 'latest/api/token', {
        'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_FOR,
      });
      if (status !== 200 && !WITHOUT_TOKENS.has(status)) {
        throw new Error(`The metadata service gave no token (HTTP ${status}).`);
      }
      return status === 200 ? body : undefined;
    } catch (error) {
      // In a container the answer may be dropped, which has made a hop too many.
      if (error instanceof NoAnswer) {
        return undefined;
      }
      throw error;
    }
  }

  /** Rejects where the answer is not good. */
  async get(path: string, token: string | undefined): Promise<string> {
    const { status, body } = await this.#ask(
      'GET',
      path,
      token === undefined ? {} : { 'x-aws-ec2-metadata-token': token },
    );
    if (status !== 200) {
      throw new Error(`The metadata service did not answer (HTTP ${status}).`);
    }
    return body;
  }

  close(): void {
    this.#requests.destroy();
  }

  #ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const url = new URL(this.#endpoint);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
    url.search = '';
    return askMetadata(this.#requests, { method, url, headers }, this.#signal);
  }
}
