/** What a user wants to see of logs: lines with some words, or what AWS finds. */
export type LogFilter =
  { readonly kind: 'words'; readonly matches: (line: string) => boolean } | { readonly kind: 'pattern' };

/**
 * Reads what was typed as VS Code's own filters do: words after commas, any of which must be in the line, and none of
 * those after `!`; capital letters do not matter. What begins as only a filter pattern of CloudWatch Logs does, with
 * `{`, `[`, `%` or `?`, is one, and is for AWS
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). Undefined where nothing was
 * typed.
 */
export function readFilter(typed: string): LogFilter | undefined {
  const text = typed.trim();
  if (text === '') {
    return undefined;
  }
  if (/^[{[%?]/.test(text)) {
    return { kind: 'pattern' };
  }
  const terms = text
    .toLowerCase()
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '' && term !== '!');
  const wanted = terms.filter((term) => !term.startsWith('!'));
  const unwanted = terms.filter((term) => term.startsWith('!')).map((term) => term.slice(1).trim());
  return {
    kind: 'words',
    matches: (line) => {
      const lower = line.toLowerCase();
      return (
        (wanted.length === 0 || wanted.some((term) => lower.includes(term))) &&
        !unwanted.some((term) => lower.includes(term))
      );
    },
  };
}
