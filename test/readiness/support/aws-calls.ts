import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a new security group is called in {@link awsCalls}. */
export const NEW_GROUP = 'sg-new';

/** What a shell that runs a script gives to `aws`, each call as its words. No `aws` is needed, and none is called. */
export async function awsCalls(script: string): Promise<readonly (readonly string[])[]> {
  const stub = `aws() { printf '%s\\0' "$@" >&2; printf '\\n\\0' >&2; echo ${NEW_GROUP}; }\n`;
  const { stderr } = await promisify(execFile)('/bin/sh', ['-c', stub + script]);
  const words = stderr.split('\0').slice(0, -1);
  const calls: string[][] = [[]];
  for (const word of words) {
    if (word === '\n') {
      calls.push([]);
    } else {
      calls.at(-1)?.push(word);
    }
  }
  return calls.slice(0, -1);
}
