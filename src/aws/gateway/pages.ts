import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { ArnsPage } from '../api/clusters.ts';

/** Pages of one list that are asked for: a hundred thousand names, more than an account has by far. */
const MOST_PAGES = 1000;

/** Asks for one page of a list of names; the first where there is no token. */
export type NextPage<Name> = (
  token: string | undefined,
) => Promise<{ readonly names: readonly Name[]; readonly token: string | undefined }>;

/**
 * Walks a paginated list. Yields in the list's order, and nothing twice: a list may change while it is walked. The next
 * page is asked for once the consumer wants it. Rejects with a `Problem` where a page leads back to one before, as with
 * an endpoint that does not know pages, and after {@link MOST_PAGES}.
 */
export async function* pages(nextPage: NextPage<string>): AsyncGenerator<ArnsPage> {
  for await (const { names, hasMore } of walk(nextPage)) {
    yield { arns: names, hasMore };
  }
}

/** The same, and describes each page, asking for the next page while the last one is described. */
export async function* describedPages<Name, Item>(
  nextPage: NextPage<Name>,
  describe: (names: readonly Name[]) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  for await (const { names, hurry } of walk(nextPage)) {
    hurry();
    const items = names.length === 0 ? [] : await describe(names);
    if (items.length > 0) {
      yield items;
    }
  }
}

/** What is new on a page, and a way to have the next one asked for before it is wanted. */
interface Step<Name> {
  readonly names: readonly Name[];
  readonly hasMore: boolean;
  readonly hurry: () => void;
}

async function* walk<Name>(nextPage: NextPage<Name>): AsyncGenerator<Step<Name>> {
  const known = new Set<Name>();
  const tokens = new Set<string>();
  let page = await nextPage(undefined);
  for (;;) {
    const { token } = page;
    const isRepeated = token !== undefined && tokens.has(token);
    const isCut = token !== undefined && !isRepeated && tokens.size >= MOST_PAGES - 1;
    const next = token === undefined || isRepeated || isCut ? undefined : once(() => nextPage(token));
    const names = [...new Set(page.names)].filter((name) => !known.has(name));
    // Its failure is reported when it is awaited below; until then it must not count as unhandled.
    yield { names, hasMore: token !== undefined, hurry: () => void next?.().catch(() => undefined) };
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
    if (next === undefined || token === undefined) {
      return;
    }
    tokens.add(token);
    names.forEach((name) => known.add(name));
    page = await next();
  }
}

/** Does it when first called, and answers the same ever after. */
function once<T>(run: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: run() }).value;
}
