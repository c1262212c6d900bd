/** What a program can tell of docs/plain-english.md: a pattern, and what to write in its place. */
const BANNED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/[“”„]/, 'straight quotes: "'],
  [/[‘’]/, "a straight apostrophe: '"],
  [/(?<!\bthere )\b(is|are) (no|none)\b(?! longer)/i, '"is not a", "does not have" or "does not exist"'],
  [/\bmend(s|ed|ing)?\b/i, '"fix"'],
  [/\bwants?\b(?! to\b)/i, '"must be" or "needs"'],
  [/\b(is|are) to be\b/i, '"must be"'],
  [/(^|[.,] )have (the|it|them|an?|\{[^}]+\}) /i, 'the verb itself: "add it", "enable it"'],
  [/, for (it|its|they|their|the|this|ECS|AWS)\b/, '"because"'],
  [/\bat (least|most)([.,;:)]|$)/, '"at least" and "at most" before the number'],
  [/\bany more\b/i, '"no longer"'],
  [/\bcomes? nothing\b/i, 'what must be there'],
  [/\b(e\.g\.|i\.e\.|etc\b|vs\.|via\b)/i, '"for example", "that is", "and so on", "or", "through"'],
  [/\.\.\./, 'one character: …'],
  [/!(\s|$)/, 'no exclamation marks'],
  [/\b(please|sorry|oops|simply)\b/i, 'leave it out'],
];

/** Of a sentence without names in backticks and addresses of links, which cannot be shortened. */
const LONGEST = 200;

/** What to write otherwise in a sentence; empty where it is plain as far as a program can tell. */
export function mistakesIn(sentence: string): readonly string[] {
  const instead = BANNED.filter(([pattern]) => pattern.test(sentence)).map(([, words]) => words);
  return sentence.replaceAll(/`[^`]*`|\]\([^)]*\)/g, '').length > LONGEST
    ? [...instead, `${LONGEST} characters or fewer`]
    : instead;
}
