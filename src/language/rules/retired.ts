/**
 * Rules that have been split, or have become one, and what they are now. Configurations and comments that name them
 * keep working, and are told the new names.
 */
export const RETIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ['exec/network-mode', ['exec/awsvpc', 'exec/no-network', 'task/external-network-mode', 'task/fargate-network-mode']],
  ['task/execution-role', ['task/execution-role-for-secrets', 'task/execution-role-on-fargate']],
  [
    'task/managed-instances',
    ['task/managed-instances-network-mode', 'task/managed-instances-platform', 'task/managed-instances-unsupported'],
  ],
  ['task/null-value', ['task/empty-value', 'task/leftovers']],
  ['task/read-only-property', ['task/leftovers']],
]);
