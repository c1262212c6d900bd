import { readFile } from 'node:fs/promises';
import { HttpRequest } from '@smithy/core/protocols';
import type { Environment } from '../configuration/files.ts';
import { isLoopback } from '../loopback.ts';
import type { Inquiry } from './inquiry.ts';
import type { Keys } from './source.ts';

/** Where the agents of Amazon ECS and EKS answer, besides this machine itself (botocore, utils.py, `ContainerMetadataFetcher`). */
const CONTAINER_HOSTS = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']);

/** The keys of the container that this runs in. Rejects with an error that names no secret. */
export async function ofContainer({ configuration: { environment }, requests, signal }: Inquiry): Promise<Keys> {
  const url = containerUrl(environment);
  const tokenFile = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token = tokenFile === undefined ? environment.AWS_CONTAINER_AUTHORIZATION_TOKEN : (await readFile(tokenFile, 'utf8')).trim();
  const request = new HttpRequest({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, accept: 'application/json', ...(token !== undefined && { authorization: token }) },
  });
  const { response } = await requests.handle(request, { abortSignal: signal });
  if (response.statusCode !== 200) {
    throw new Error(`The container’s credentials were refused (HTTP ${response.statusCode}).`);
  }
  const answer = JSON.parse(Buffer.from(response.body as Uint8Array).toString('utf8')) as Record<string, unknown>;
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw new Error('The container has no credentials.');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof Token === 'string' && { sessionToken: Token }),
    ...(typeof Expiration === 'string' && { expiration: new Date(Expiration) }),
  };
}

function containerUrl({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full }: Environment): URL {
  const url = relative === undefined ? new URL(full ?? '') : new URL(`http://169.254.170.2${relative}`);
  if (url.protocol !== 'https:' && !(isLoopback(url.hostname) || CONTAINER_HOSTS.has(url.hostname))) {
    throw new Error('The address of the container’s credentials is not one of this machine.');
  }
  return url;
}
