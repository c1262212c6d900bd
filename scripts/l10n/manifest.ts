/**
 * What does not fit between the manifest and package.nls.json: each `%key%` needs a sentence there, and each sentence
 * a `%key%`. Both are parsed JSON.
 */
export function manifestMistakes(manifest: unknown, sentences: Readonly<Record<string, string>>): readonly string[] {
  const used = keys(manifest);
  const written = Object.keys(sentences);
  return [
    ...missing(used, written).map((key) => `package.json: %${key}% is not in package.nls.json; add it`),
    ...missing(written, used).map((key) => `package.nls.json: ${key} is not used in package.json; remove it`),
  ];
}

/** What `wanted` has and `given` has not, each once. */
function missing(wanted: readonly string[], given: readonly string[]): readonly string[] {
  return [...new Set(wanted)].filter((key) => !given.includes(key));
}

/** VS Code replaces a string only where it is a key and nothing else. */
function keys(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return /^%[^%\s]+%$/.test(value) ? [value.slice(1, -1)] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keys) : [];
}
