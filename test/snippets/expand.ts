/** What to type at a tab stop, by its number; a tab stop that is not named keeps its default or first choice. */
export type Typed = Readonly<Record<number, string>>;

const TAB_STOP = /\$(\d+)|\$\{(\d+)(?:\}|:([^}]*)\}|\|([^|]*)\|\})/g;

/** The values that a snippet offers, by the number of the tab stop: its default, or all its choices. */
export function offers(body: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  for (const [, , number, placeholder, choices] of body.join('\n').matchAll(TAB_STOP)) {
    if (placeholder !== undefined) {
      found.set(Number(number), [placeholder]);
    }
    if (choices !== undefined) {
      found.set(Number(number), choices.split(','));
    }
  }
  return found;
}

/**
 * The text that a snippet leaves in the editor, indented by tabs. Knows what this project's snippets use:
 * tab stops, defaults and choices, without nesting, and dollar signs with a backslash; throws on anything else.
 */
export function expand(body: readonly string[], typed: Typed = {}): string {
  const offered = offers(body);
  const text = body.join('\n').replace(TAB_STOP, (_, plain?: string, braced?: string) => {
    const number = Number(plain ?? braced);
    const value = typed[number] ?? offered.get(number)?.[0];
    if (value === undefined && number !== 0) {
      throw new Error(`Tab stop ${number} has no value.`);
    }
    return value ?? '';
  });
  if (/(?<!\\)\$|\\(?!\$)/.test(text)) {
    throw new Error(`Not understood: ${text}`);
  }
  return text.replaceAll('\\$', '$');
}
