import assert from 'node:assert/strict';
import type { ConnectOptions } from '../../../src/aws/api/aws.ts';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { aws } from '../../../src/aws/index.ts';
import { isProblem } from '../../../src/problem.ts';
import { english } from '../../../src/text.ts';
import { type Home, makeHome } from './home.ts';

/** A home whose variables are the process's own for a while, without those for AWS that it had. */
export async function enterHome(
  files: { readonly config?: string; readonly credentials?: string } = {},
): Promise<Home> {
  const kept = { ...process.env };
  const home = await makeHome(files);
  const others = Object.entries(kept).filter(([name]) => !name.startsWith('AWS_'));
  process.env = { ...Object.fromEntries(others), ...home.environment, AWS_EC2_METADATA_DISABLED: 'true' };
  return {
    ...home,
    [Symbol.asyncDispose]: async () => {
      process.env = kept;
      await home[Symbol.asyncDispose]();
    },
  };
}

/** A connection in a region, with nothing else chosen; through AWS as another bundle has it, where one is given. */
export function connect(options: Partial<ConnectOptions> = {}, through = aws): Promise<Gateway> {
  return through.connect({
    profile: undefined,
    region: 'eu-central-1',
    endpoint: undefined,
    mfaCode: () => Promise.reject(new Error('nobody is there')),
    log: () => undefined,
    ...options,
  });
}

/** Names of the clusters. */
export async function clusters(gateway: Gateway, signal?: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of gateway.clusters.listClusters(signal)) {
    names.push(...page.map(({ name }) => name));
  }
  return names;
}

/** The problem that a promise rejects with, in words. */
export async function problemOf(promise: Promise<unknown>): Promise<{ readonly code: string; readonly words: string }> {
  const error: unknown = await promise.then(
    () => assert.fail('it did not reject'),
    (reason: unknown) => reason,
  );
  assert.ok(isProblem(error), String(error));
  assert.ok(error.nextStep);
  return { code: error.code, words: `${english(error.sentence)} ${english(error.nextStep)}` };
}
