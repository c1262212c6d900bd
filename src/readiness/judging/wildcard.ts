/**
 * Whether a pattern of IAM matches a whole text: `*` stands for any characters, `?` for one. Takes no more steps than
 * both lengths multiplied.
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resumeAt = at;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') {
    inPattern++;
  }
  return inPattern === pattern.length;
}
