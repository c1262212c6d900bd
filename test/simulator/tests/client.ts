import { ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs';
import type { Credentials, Simulator } from '../index.ts';

/** The settings of a client of the real SDK that asks the simulator; it does not retry unless it is told to. */
export function settings({ endpoint, world, credentials }: Simulator): {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
} {
  return { endpoint, region: world.region, credentials, maxAttempts: 1 };
}

export function connect(simulator: Simulator, overrides: ECSClientConfig = {}): ECSClient {
  return new ECSClient({ ...settings(simulator), ...overrides });
}

/** What `pick` takes of each page. */
export async function pagesOf<Page, Item>(pages: AsyncIterable<Page>, pick: (page: Page) => Item): Promise<Item[]> {
  const picked: Item[] = [];
  for await (const page of pages) {
    picked.push(pick(page));
  }
  return picked;
}
