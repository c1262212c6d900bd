import { type Scope, UNKNOWN_SCOPE } from './scope.ts';

/**
 * What the text of a task definition tells of where it will run: the account of its roles, and the region of its logs
 * and secrets. Where it names several of either, it tells none.
 */
export function scopeOfText(text: string, containers: readonly string[]): Scope {
  const roles = [...text.matchAll(/\barn:(aws[a-z-]{0,20}):iam::(\d{12}):role\//g)];
  return {
    ...UNKNOWN_SCOPE,
    partition: only(roles.map(([, partition]) => partition)),
    account: only(roles.map(([, , account]) => account)),
    region: only(
      [...text.matchAll(/"awslogs-region"\s*:\s*"([a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d)"/g)].map(([, found]) => found),
    ),
    containers,
  };
}

function only(found: readonly (string | undefined)[]): string | undefined {
  const [one, ...others] = new Set(found);
  return others.length === 0 ? one : undefined;
}
