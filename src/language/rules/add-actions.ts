import { sentence } from '../../text.ts';
import type { Statement } from '../documents/policy/statement.ts';
import { append, replace } from '../syntax/change.ts';
import type { Remedy } from './rule.ts';

/** Adds actions to those of a statement. */
export function addActions({ value, actionValue }: Statement, actions: readonly string[], safe = false): Remedy {
  return {
    title: sentence('Add {0}', actions.join(', ')),
    safe,
    changes: () =>
      actionValue.kind === 'array'
        ? [append(value, ['Action'], actions)]
        : [replace(actionValue, [...(typeof actionValue.scalar === 'string' ? [actionValue.scalar] : []), ...actions])],
  };
}
