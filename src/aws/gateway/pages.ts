import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** Pages of one list that are asked for: a hundred thousand names, more than an account has by far. */
const MOST_PAGES = 1000;

/**
 * Walks a paginated list and describes each page, asking for the next page while the last one is described.
 * Yields in the list's order, and nothing twice: a list may change while it is walked. Stops asking when the consumer
 * stops. Rejects with a `Problem` where a page leads back to one before, as with an endpoint that does not know pages,
 * and after {@link MOST_PAGES}.
 */
export async function* describedPages<Name, Item>(
  nextPage: (token: string | undefined) => Promise<{ names: readonly Name[]; token: string | undefined }>,
  describe: (names: readonly Name[]) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  const known = new Set<Name>();
  const tokens = new Set<string>();
  let page = await nextPage(undefined);
  for (;;) {
    const { token } = page;
    const isRepeated = token !== undefined && tokens.has(token);
    const isCut = token !== undefined && !isRepeated && tokens.size >= MOST_PAGES - 1;
    const following = token === undefined || isRepeated || isCut ? undefined : nextPage(token);
    // Its failure is reported when it is awaited below; until then it must not count as unhandled.
    following?.catch(() => undefined);
    const names = [...new Set(page.names)].filter((name) => !known.has(name));
    const items = names.length === 0 ? [] : await describe(names);
    if (items.length > 0) {
      yield items;
    }
    if (isRepeated) {
      throw new Problem(
        'repeated-page',
        sentence('The list does not end: the same page came again.'),
        sentence('Check the setting ecs-exec.endpoint, then refresh.'),
      );
    }
    if (isCut) {
      throw new Problem(
        'endless-list',
        sentence('The list was cut after {0} pages. There are still more.', MOST_PAGES),
        sentence('Check the setting ecs-exec.endpoint. An endpoint that ignores page tokens never ends its list.'),
      );
    }
    if (following === undefined || token === undefined) {
      return;
    }
    tokens.add(token);
    names.forEach((name) => known.add(name));
    page = await following;
  }
}

/** Cuts a list into runs of at most `size`. */
export function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
