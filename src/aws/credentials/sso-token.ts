import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../replace-file.ts';
import { type Environment, homeOf } from '../configuration/files.ts';

/** What `aws sso login` writes, beside what others may have written there. All of it is secret but the dates. */
export interface Token {
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly refreshToken?: unknown;
  readonly clientId?: unknown;
  readonly clientSecret?: unknown;
  readonly registrationExpiresAt?: unknown;
}

/**
 * Where a sign-in, or something that belongs to one, is kept: the programs of one user share it, so the name of the
 * file is that of the AWS CLI (botocore, utils.py, `SSOTokenLoader`), made of the session's name, or of the start URL.
 */
export function cachePath(key: string, environment: Environment): string {
  const name = createHash('sha1').update(key).digest('hex');
  return join(homeOf(environment), '.aws', 'sso', 'cache', `${name}.json`);
}

/** What is kept there; undefined where there is nothing that can be read. */
export async function readKept(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const kept: unknown = await readFile(path, 'utf8')
    .then((contents) => JSON.parse(contents) as unknown)
    .catch(() => undefined);
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept)
    ? (kept as Readonly<Record<string, unknown>>)
    : undefined;
}

/**
 * Keeps it whole, so that another program never reads half of it, and for the user alone. Throws the system's error.
 */
export function keep(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, JSON.stringify(content), { isPrivate: true });
}

/** The sign-in that is kept there; undefined where there is none. */
export async function readToken(path: string): Promise<Token | undefined> {
  const { accessToken, expiresAt, ...others } = (await readKept(path)) ?? {};
  return typeof accessToken !== 'string' || typeof expiresAt !== 'string' || Number.isNaN(Date.parse(expiresAt))
    ? undefined
    : { ...others, accessToken, expiresAt };
}
