/**
 * A search for properties of these names in a text, which need not be parsed for it: in quotes or not, with a colon
 * behind. The names hold no more than letters.
 */
export function searchFor(names: readonly string[]): (text: string) => boolean {
  const any = new RegExp(`(?:^|[\\s{,"'?:-])(?:${names.join('|')})["']?[ \\t]*:`, 'm');
  return (text) => any.test(text);
}
