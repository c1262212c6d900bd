import type { Value } from '../syntax/value.ts';

/**
 * The name of an entry of `environment` or `secrets`: the last, as everywhere. Looks at the properties one by one, for
 * of the many small entries an index would cost more than all else that is done with them.
 */
export function variableName({ children }: Value): Value | undefined {
  for (let index = children.length - 1; index >= 0; index--) {
    const property = children[index];
    if (property?.key?.name === 'name') {
      return property;
    }
  }
  return undefined;
}
