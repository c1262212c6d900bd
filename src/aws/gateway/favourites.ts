import { lastPart } from '../../arn.ts';
import { isProblem } from '../../problem.ts';

/** What is added to pages of clusters, and how. */
export interface Favourites<Page> {
  /** Clusters by name or ARN. */
  readonly favourites: () => readonly string[];
  readonly arnsOf: (page: Page) => readonly string[];
  /** A page after which another one comes, though it may say that it is the last. */
  readonly followed: (page: Page) => Page;
  readonly toPage: (named: readonly string[]) => Promise<Page>;
}

/**
 * Pages of clusters as AWS lists them, and after them one of those that the user has named and AWS has not: who may not
 * list clusters may still use those. Without any, it rejects as the list does.
 */
export async function* withFavourites<Page>(
  pages: AsyncIterable<Page>,
  { favourites, arnsOf, followed, toPage }: Favourites<Page>,
): AsyncGenerator<Page> {
  const found = new Set<string>();
  const others = (): readonly string[] => favourites().filter((named) => !found.has(named));
  try {
    for await (const page of pages) {
      arnsOf(page).forEach((arn) => found.add(arn).add(lastPart(arn)));
      yield others().length === 0 ? page : followed(page);
    }
  } catch (error) {
    if (!isProblem(error) || error.code !== 'access-denied' || favourites().length === 0) {
      throw error;
    }
  }
  const named = others();
  if (named.length > 0) {
    yield await toPage(named);
  }
}
