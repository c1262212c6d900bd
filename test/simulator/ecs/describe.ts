import type { Failure, Task } from '@aws-sdk/client-ecs';
import type { Named } from './identifiers.ts';

/**
 * Describes the resources that exist, and answers a failure `MISSING` for each of the others. AWS promises no order,
 * so the one asked for is not kept.
 */
export function describeEach<Resource, Description>(
  identifiers: readonly string[],
  find: (identifier: string) => Named<Resource>,
  describe: (resource: Resource) => Description,
): { described: Description[]; failures: Failure[] } {
  const named = identifiers.map(find).reverse();
  return {
    described: named.flatMap(({ found }) => (found === undefined ? [] : [describe(found)])),
    failures: named.filter(({ found }) => found === undefined).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  };
}

export function isRunning({ lastStatus }: Pick<Task, 'lastStatus'>): boolean {
  return lastStatus === 'RUNNING';
}

/** On its way to RUNNING. */
export function isPending({ lastStatus }: Pick<Task, 'lastStatus'>): boolean {
  return lastStatus === 'PROVISIONING' || lastStatus === 'PENDING' || lastStatus === 'ACTIVATING';
}

export function countsOf(tasks: readonly Task[]): { runningCount: number; pendingCount: number } {
  return { runningCount: tasks.filter(isRunning).length, pendingCount: tasks.filter(isPending).length };
}
