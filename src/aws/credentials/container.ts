import { readFile } from 'node:fs/promises';
import type { Environment } from '../configuration/files.ts';
import { isLoopback } from '../loopback.ts';
import type { Inquiry } from './inquiry.ts';
import { askMetadata, keysIn } from './metadata.ts';
import type { Keys } from './source.ts';

/**
 * Where the agents of Amazon ECS and EKS answer, besides this machine itself (botocore, utils.py,
 * `ContainerMetadataFetcher`).
 */
const CONTAINER_HOSTS = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']);

/** The keys of the container that this runs in. Rejects with an error that names no secret. */
export async function ofContainer({ configuration: { environment }, requests, signal }: Inquiry): Promise<Keys> {
  const url = containerUrl(environment);
  const tokenFile = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token =
    tokenFile === undefined
      ? environment.AWS_CONTAINER_AUTHORIZATION_TOKEN
      : (await readFile(tokenFile, 'utf8')).trim();
  const headers = { accept: 'application/json', ...(token !== undefined && { authorization: token }) };
  const { status, body } = await askMetadata(requests, { method: 'GET', url, headers }, signal);
  if (status !== 200) {
    throw new Error(`The credentials of the container were refused (HTTP ${status}).`);
  }
  const keys = keysIn(body);
  if (keys === undefined) {
    throw new Error('The container has no credentials.');
  }
  return keys;
}

function containerUrl({
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: full,
}: Environment): URL {
  const url = relative === undefined ? new URL(full ?? '') : new URL(`http://169.254.170.2${relative}`);
  if (url.protocol !== 'https:' && !(isLoopback(url.hostname) || CONTAINER_HOSTS.has(url.hostname))) {
    throw new Error('The address of the credentials of the container is not on this computer.');
  }
  return url;
}
