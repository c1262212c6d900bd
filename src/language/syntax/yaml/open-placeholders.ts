/**
 * What templates of many kinds put a value for, or leave lines out with, outside of quotes. What CloudFormation looks
 * up when it deploys, `{{resolve:…}}`, is a value.
 */
const OPEN_PLACEHOLDER = /^(?:[^"'\r\n]|"[^"\r\n]*"|'[^'\r\n]*')*?(?:\{\{(?!resolve:)|\{%|<%)/m;

/** Whether placeholders stand outside of the strings of a text, which may be broken. */
export function hasOpenPlaceholders(text: string): boolean {
  return /\{[{%]|<%/.test(text) && OPEN_PLACEHOLDER.test(text);
}
