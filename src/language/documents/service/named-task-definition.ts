import { parseArn } from '../arn.ts';
import { isName } from '../legal-name.ts';

/** The task definition that a service, or a run of tasks, names. */
export interface NamedTaskDefinition {
  readonly family: string;
  /** Whether it is one revision: what is in a file now may be another one. */
  readonly isPinned: boolean;
}

const RESOURCE = 'task-definition/';

/**
 * Reads `web`, `web:3`, `web:${REVISION}`, or an ARN of these; undefined where the family is not known. A revision that
 * is a placeholder is the one that has just been registered.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export function readNamedTaskDefinition(text: string): NamedTaskDefinition | undefined {
  const resource = parseArn(text)?.resource ?? `${RESOURCE}${text}`;
  if (!resource.startsWith(RESOURCE)) {
    return undefined;
  }
  const [family = '', revision] = resource.slice(RESOURCE.length).split(':', 2);
  return isName(family) ? { family, isPinned: revision !== undefined && /^\d+$/.test(revision) } : undefined;
}
