import { ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs';
import type { Simulator } from '../index.ts';

/** The real SDK, pointed at the simulator; it does not retry unless it is told to. */
export function connect({ endpoint, world, credentials }: Simulator, overrides: ECSClientConfig = {}): ECSClient {
  return new ECSClient({
    endpoint,
    region: world.region,
    credentials,
    maxAttempts: 1,
    ...overrides,
  });
}

/** What `pick` takes of each page. */
export async function pagesOf<Page, Item>(pages: AsyncIterable<Page>, pick: (page: Page) => Item): Promise<Item[]> {
  const picked: Item[] = [];
  for await (const page of pages) {
    picked.push(pick(page));
  }
  return picked;
}
