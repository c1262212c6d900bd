import { HttpRequest } from '@smithy/core/protocols';
import type { HttpRequests } from '../http.ts';
import type { Keys } from './source.ts';

/** A question to what gives a machine its credentials. */
export interface MetadataRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks it. Rejects as {@link HttpRequests.handle} does. */
export async function askMetadata(
  requests: HttpRequests,
  { method, url, headers }: MetadataRequest,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  const request = new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...headers },
  });
  const { response } = await requests.handle(request, { abortSignal: signal });
  return { status: response.statusCode, body: Buffer.from(response.body as Uint8Array).toString('utf8') };
}

/** The keys that it gave, as JSON; undefined where there are none in it. Throws where it is no JSON. */
export function keysIn(answer: string): Keys | undefined {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(answer) as Record<string, unknown>;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    return undefined;
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof Token === 'string' && { sessionToken: Token }),
    ...(typeof Expiration === 'string' && { expiration: new Date(Expiration) }),
  };
}
