/** Longer patterns than this are not compared: no name of AWS is as long. */
const LONGEST_PATTERN = 200;

/**
 * Whether a pattern of IAM covers a text: `*` stands for any characters, `?` for one. Upper and lower case differ.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function covers(pattern: string, text: string): boolean {
  if (pattern === text) {
    return true;
  }
  if (pattern.length > LONGEST_PATTERN || !isPattern(pattern)) {
    return false;
  }
  let at = 0;
  let from = 0;
  let star = -1;
  let covered = 0;
  while (at < text.length) {
    const wanted = pattern[from];
    if (wanted === '*') {
      star = from++;
      covered = at;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      // The last star takes one character more.
      from = star + 1;
      at = ++covered;
    } else {
      return false;
    }
  }
  while (pattern[from] === '*') {
    from++;
  }
  return from === pattern.length;
}

export function isPattern(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
