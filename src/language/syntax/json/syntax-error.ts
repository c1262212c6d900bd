import { visit } from 'jsonc-parser';

/** The offset of the first thing in a text that JSON does not allow; comments and trailing commas are. Undefined if there is none. */
export function firstSyntaxError(text: string): number | undefined {
  let first: number | undefined;
  visit(text, { onError: (_code, offset) => (first ??= offset) }, { allowTrailingComma: true });
  return first;
}
