/** Characters (UTF-16 code units) of an error's text that are looked at. */
const LONGEST_READ = 4000;

/**
 * A text that AWS, a proxy or a credential helper wrote, cut where it is too long to be searched, before the word in
 * which that would be: half a secret may not be known for one.
 */
export function readable(words: string): string {
  if (words.length <= LONGEST_READ) {
    return words;
  }
  const start = words.slice(0, LONGEST_READ);
  const space = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'));
  return `${start.slice(0, space + 1)}…`;
}

/**
 * Takes what may be secret out of a text that AWS, a proxy or a credential helper wrote, before it is logged:
 * a signature error, for one, repeats the request's headers with the session token among them, and VS Code 1.100
 * writes a proxy's address with name and password.
 */
export function redact(words: string): string {
  return readable(words)
    .replace(/(x-amz-security-token|authorization|x-amz-credential|x-amz-signature)\s*[:=]\s*[^\s&'"]+/gi, '$1: …')
    .replace(/[^\s/:@]+:[^\s/]+@/g, '…@')
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, '$1…')
    .replace(/[A-Za-z0-9+/=_-]{40,}/g, (run) => (looksLikeName(run) ? run : '…'));
}

/**
 * A long run of words and numbers joined by separators, as in an ARN's resource, is a name; a token has no such shape.
 */
function looksLikeName(run: string): boolean {
  return run
    .split(/[/_-]/)
    .every((part) => /^([a-z]{1,24}|[A-Z][a-z]{1,24}|\d{1,12}|[0-9a-f]{4,32}|[a-z]+\d{0,6})$/.test(part));
}
