import { covers } from '../../language/documents/policy/wildcard.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Whether something is so, for certain or not. */
export type Reach = 'yes' | 'no' | 'maybe';

/** The statements of a policy that AWS tells; undefined where it cannot be read. */
export function readStatements(policy: string): readonly Json[] | undefined {
  try {
    const document: unknown = JSON.parse(policy);
    const statements = isObject(document) ? listOf(document['Statement']) : [];
    return statements.every(isObject) ? statements : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a statement is about an action, by its names. Letters match in either case. */
export function isAboutAction(statement: Json, action: string): boolean {
  const isNamed = (patterns: unknown): boolean =>
    listOf(patterns).some(
      (pattern) => typeof pattern === 'string' && covers(pattern.toLowerCase(), action.toLowerCase()),
    );
  return statement['Action'] === undefined ? !isNamed(statement['NotAction']) : isNamed(statement['Action']);
}

/** What any of several does. */
export function strongest(reaches: readonly Reach[]): Reach {
  return reaches.includes('yes') ? 'yes' : reaches.includes('maybe') ? 'maybe' : 'no';
}

/** What all of several do together. */
export function weakest(reaches: readonly Reach[]): Reach {
  return reaches.includes('no') ? 'no' : reaches.includes('maybe') ? 'maybe' : 'yes';
}

/** IAM takes one value in place of a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
