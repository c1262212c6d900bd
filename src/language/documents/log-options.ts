import type { Container } from './container.ts';

/**
 * Whether the log driver of a container certainly does not get an option, neither from `options` nor from
 * `secretOptions`.
 */
export function lacksLogOption(container: Container, name: string): boolean {
  const configuration = container.get('logConfiguration');
  return (
    container.get('logConfiguration', 'options', name).isAbsent &&
    configuration.get('secretOptions').items.every((secret) => isOther(secret.get('name').string, name))
  );
}

function isOther(name: string | undefined, other: string): boolean {
  return name !== undefined && name !== other;
}
