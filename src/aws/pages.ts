/**
 * Walks a paginated list and describes each page, asking for the next page while the last one is described.
 * Yields in the list's order. Stops asking when the consumer stops.
 */
export async function* describedPages<Name, Item>(
  nextPage: (token: string | undefined) => Promise<{ names: readonly Name[]; token: string | undefined }>,
  describe: (names: readonly Name[]) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  let page = await nextPage(undefined);
  for (;;) {
    const following = page.token === undefined ? undefined : nextPage(page.token);
    // Its failure is reported when it is awaited below; until then it must not count as unhandled.
    following?.catch(() => undefined);
    const items = page.names.length === 0 ? [] : await describe(page.names);
    if (items.length > 0) {
      yield items;
    }
    if (following === undefined) {
      return;
    }
    page = await following;
  }
}

/** Cuts a list into runs of at most `size`. */
export function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
