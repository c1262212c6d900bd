/** What was used lately, the last one at the top, then the others in their order. */
export function recentFirst<T>(
  items: readonly T[],
  recent: readonly string[],
  nameOf: (item: T) => string | undefined,
): readonly T[] {
  const rank = (item: T): number => {
    const place = recent.indexOf(nameOf(item) ?? '');
    return place === -1 ? recent.length : place;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}
