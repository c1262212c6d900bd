import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';
import { labelOf } from './label.ts';

/** What a container takes from elsewhere, for a variable or for an option of its log driver. */
export interface Secret {
  /** Its `valueFrom`. */
  readonly reference: Value;
  /** How to call it in a sentence. */
  readonly label: string;
}

/** The lists in which a container has secrets: its own, and those of its log driver. */
export function secretLists(container: Container): readonly Value[] {
  return [container.get('secrets'), container.get('logConfiguration', 'secretOptions')];
}

/** All secrets of a container, in the order of its lists. */
export function secretsIn(container: Container): readonly Secret[] {
  return secretLists(container).flatMap(({ children }) =>
    children.map((secret, index) => ({ reference: secret.get('valueFrom'), label: labelOf(secret, index) })),
  );
}
