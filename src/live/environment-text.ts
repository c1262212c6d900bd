import type { ContainerDefinition } from '../aws/api/task-definitions.ts';
import { sentence, type Text } from '../text.ts';

/** What stands in the place of a value that is not shown. */
const HIDDEN = '••••••••';

/**
 * The environment of a container, as its task definition has it, one variable on a line, sorted. Values are only in it
 * where they are asked for; of secrets, it says where they are kept, never what they are.
 */
export function environmentText(
  { name = '', environment = [], environmentFiles = [], secrets = [] }: ContainerDefinition,
  { definition, withValues, say }: EnvironmentOptions,
): string {
  const variables = environment.map((variable) => [
    variable.name ?? '',
    withValues ? written(variable.value ?? '') : HIDDEN,
  ]);
  const kept = secrets.map((secret) => [secret.name ?? '', secret.valueFrom ?? '']);
  const files = environmentFiles.flatMap(({ value }) => value ?? []);
  const isEmpty = variables.length + kept.length + files.length === 0;
  return [
    comment(say(sentence('Container "{0}" of task definition {1}', name, definition))),
    ...(withValues || variables.length === 0 ? [] : [comment(say(sentence('Values are hidden.')))]),
    ...section(say(sentence('Variables')), rows(variables)),
    ...section(say(sentence('Secrets, and where they are kept')), rows(kept)),
    ...section(say(sentence('Files with more variables')), files.map(comment)),
    ...(isEmpty ? [comment(say(sentence('It sets no variables.')))] : []),
    '',
  ].join('\n');
}

export interface EnvironmentOptions {
  /** `family:revision`. */
  readonly definition: string;
  readonly withValues: boolean;
  /** Puts a sentence into the user's language. */
  readonly say: (text: Text) => string;
}

function rows(pairs: readonly (readonly string[])[]): readonly string[] {
  return pairs.map(([name = '', value = '']) => `${name}=${value}`).sort();
}

/** Lines under a title, after an empty one; nothing where there are none. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', comment(title), ...lines];
}

/** A value that would not stay on its line, or would not be seen whole, in quotes. */
function written(value: string): string {
  return /^[^\s"'#\\](?:[^\n\r"\\]*[^\s"\\])?$|^$/.test(value) ? value : JSON.stringify(value);
}

function comment(words: string): string {
  return `# ${words.replaceAll('\n', ' ')}`;
}
