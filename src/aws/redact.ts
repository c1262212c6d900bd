/**
 * Takes what may be secret out of a text that AWS, a proxy or a credential helper wrote, before it is logged:
 * a signature error, for one, repeats the request's headers with the session token among them, and VS Code 1.100
 * writes a proxy's address with name and password.
 */
export function redact(words: string): string {
  return words
    .replace(/(x-amz-security-token|authorization|x-amz-credential|x-amz-signature)\s*[:=]\s*[^\s&'"]+/gi, '$1: …')
    .replace(/[^\s/:@]+:[^\s/]+@/g, '…@')
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, '$1…')
    .replace(/[A-Za-z0-9+/=_-]{40,}/g, (run) => (looksLikeName(run) ? run : '…'));
}

/** A long run of words and numbers joined by separators, as in an ARN's resource, is a name; a token has no such shape. */
function looksLikeName(run: string): boolean {
  return run.split(/[/_-]/).every((part) => /^([a-z]{1,24}|[A-Z][a-z]{1,24}|\d{1,12}|[0-9a-f]{4,32}|[a-z]+\d{0,6})$/.test(part));
}
