import { AUTHORIZATION } from './authorization-words.ts';

/** An action of a service. Names are as AWS writes them; IAM does not mind capitals. */
export interface Action {
  /** Without the service. */
  readonly name: string;
  /** The types of resources that it acts on; none where only `*` will do. */
  readonly types: readonly string[];
  /** The condition keys with the service's prefix that it has. One that ends with a slash goes on with a tag's name. */
  readonly keys: ReadonlySet<string>;
}

/** A condition key with the prefix of a service. */
export interface ConditionKey {
  /** With the prefix. One that ends with a slash goes on with the name of a tag. */
  readonly name: string;
  /** The type of its values: `ARN`, `String`, `Bool`, `Numeric`, or a list of these, as `ArrayOfString`. */
  readonly type: string;
}

/** A service of which all actions are known. */
export interface Service {
  /** By their names in small letters. */
  readonly actions: ReadonlyMap<string, Action>;
  /** ARNs of the types of resources, from the service on, with `${Region}` and the like. */
  readonly arns: ReadonlyMap<string, string>;
  /** By their names in small letters; none of services whose keys are not known here. */
  readonly keys: ReadonlyMap<string, ConditionKey>;
}

/** By the prefix of its actions. Source: AWS's Service Authorization Reference. */
export const SERVICES: ReadonlyMap<string, Service> = new Map(
  Object.entries(AUTHORIZATION).map(([service, words]) => {
    const types = new Map(
      linesOf(words.types).map(([name = '', keys, arn = '']) => [name, { arn, keys: namesOf(keys) }] as const),
    );
    const actions = linesOf(words.actions).map(([name = '', typeNames, ownKeys]) => {
      const typed = namesOf(typeNames);
      const keys = [...namesOf(ownKeys), ...typed.flatMap((type) => types.get(type)?.keys ?? [])];
      const prefixed = new Set(keys.map((key) => `${service}:${key}`.toLowerCase()));
      return [name.toLowerCase(), { name, types: typed, keys: prefixed }] as const;
    });
    const keys = linesOf(words.keys).map(([key = '', type = '']) => {
      const name = `${service}:${key}`;
      return [name.toLowerCase(), { name, type }] as const;
    });
    const arns = new Map([...types].map(([name, { arn }]) => [name, arn]));
    return [service, { actions: new Map(actions), arns, keys: new Map(keys) }];
  }),
);

function linesOf(words: string): readonly (readonly string[])[] {
  return words
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
}

function namesOf(list = ''): readonly string[] {
  return list === '' ? [] : list.split(',');
}
