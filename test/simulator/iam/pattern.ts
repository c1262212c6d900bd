/** Whether a text is what a pattern with `*` and `?` stands for. Takes no more than pattern × text steps. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [at, of] = [0, 0];
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const sign = pattern.charAt(of);
    if (sign === '*') {
      star = of;
      of += 1;
      resume = at;
    } else if (of < pattern.length && (sign === '?' || sign === text.charAt(at))) {
      at += 1;
      of += 1;
    } else if (star === -1) {
      return false;
    } else {
      of = star + 1;
      resume += 1;
      at = resume;
    }
  }
  return /^\**$/.test(pattern.slice(of));
}

/** The same for ARNs: each of the six parts between colons for itself, so that no `*` goes over a colon. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [sixParts(pattern), sixParts(arn)];
  return patterns.length === parts.length && patterns.every((part, index) => matchesPattern(part, parts[index] ?? ''));
}

function sixParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
}
