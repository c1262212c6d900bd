/** The condition keys that are known of a request, with their values. Names do not depend on their case. */
export class RequestContext {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: Readonly<Record<string, string | readonly string[] | undefined>> = {}) {
    this.#values = new Map(
      Object.entries(values).flatMap(([key, value]): [string, readonly string[]][] =>
        value === undefined ? [] : [[key.toLowerCase(), typeof value === 'string' ? [value] : value]],
      ),
    );
  }

  /** Undefined where the key is not there, which is something else than having no value. */
  get(key: string): readonly string[] | undefined {
    return this.#values.get(key.toLowerCase());
  }

  /** Both; where both know a key, the other's values. */
  with(other: Readonly<Record<string, string | readonly string[] | undefined>>): RequestContext {
    const own = Object.fromEntries(this.#values);
    const lower = Object.entries(other).map(([key, value]) => [key.toLowerCase(), value] as const);
    return new RequestContext({ ...own, ...Object.fromEntries(lower) });
  }
}

/**
 * A text of a policy with its variables filled in; undefined where one has no single value, so that nothing matches.
 * `${*}`, `${?}` and `${$}` stand for the signs. `${key, 'default'}` has a default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillVariables(text: string, context: RequestContext): string | undefined {
  const unknown: string[] = [];
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (['*', '?', '$'].includes(inner)) {
      return inner;
    }
    const [, key = '', standard] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    const values = context.get(key);
    const value = values?.length === 1 ? values[0] : standard;
    if (value === undefined) {
      unknown.push(key);
    }
    return value ?? '';
  });
  return unknown.length === 0 ? filled : undefined;
}
