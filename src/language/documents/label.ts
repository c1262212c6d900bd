import type { Value } from '../syntax/value.ts';

/** How to call something in a list in a sentence: its name as written, or its place where it has none. */
export function labelOf(value: Value, index: number): string {
  const { scalar } = value.get('name');
  return typeof scalar === 'string' && scalar !== '' ? scalar : `#${index + 1}`;
}
