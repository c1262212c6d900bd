import type { Task } from '../aws/api/tasks.ts';

/**
 * The beginning of a task's id: 32 hex digits, or, of tasks that are older than the accounts' longer ARNs, a UUID of 36
 * characters. Fewer than six may well be the name of a family.
 * Source: AmazonECS developer guide, "Amazon Resource Names (ARNs) and IDs"
 */
const ID = /^[0-9a-f][0-9a-f-]{5,35}$/;

/**
 * Whether a task is meant by this: its ARN, its id or the beginning of that; or its definition's family,
 * `family:revision` or ARN.
 */
export function isNamed({ id, arn, definition }: Pick<Task, 'id' | 'arn' | 'definition'>, name: string): boolean {
  if (name.startsWith('arn:')) {
    return name === arn || name.endsWith(`:task-definition/${definition}`);
  }
  return name === definition || name === familyOf(definition) || (ID.test(name) && id.startsWith(name));
}

/** Characters of a task's id that tell it from others; AWS's console shows as many. */
const SHORT_ID = 8;

/** A task's id, short, as people know it. */
export function shortId({ id }: Pick<Task, 'id'>): string {
  return id.slice(0, SHORT_ID);
}

function familyOf(definition: string): string {
  return definition.replace(/:\d+$/, '');
}
