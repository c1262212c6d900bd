import type { Text } from '../../text.ts';
import type { Policy } from '../policy.ts';

/** A text that a policy, or several, are written in. */
export interface Form {
  readonly id: 'json' | 'cloudformation' | 'terraform' | 'cdk';
  /** VS Code's identifier of its language. */
  readonly language: string;
  /** Whether each policy is a text of its own. */
  readonly isOneEach: boolean;
  /** Writes policies; of a form with one each, it is given one. Remarks and titles are put into words by `say`. */
  readonly write: (policies: readonly Policy[], say: (text: Text) => string) => string;
}

/** `EcsExecTaskRole` for `task-role`. */
export function pascalCase(id: Policy['id']): string {
  return `EcsExec${id.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())}`;
}

/** A comment before a policy: its title, and what there is to know. Any line breaks in it are spaces. */
export function commentLines({ title, remark }: Policy, say: (text: Text) => string): readonly string[] {
  return [title, remark].flatMap((text) => (text === undefined ? [] : [say(text).replace(/\s+/g, ' ')]));
}

/** A list of values as they are written: one on the same line, more on a line each, from so many spaces on. */
export function inBrackets(values: readonly string[], indent: number): string {
  const spaces = ' '.repeat(indent);
  return values.length === 1
    ? `[${values.join('')}]`
    : `[\n${values.map((value) => `${spaces}  ${value},\n`).join('')}${spaces}]`;
}
