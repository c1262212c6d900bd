import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Chooses an item of a menu. What opens the menu should take no longer than the milliseconds it is given. */
export async function choose(page: Page, item: string, open: (limit: number) => Promise<void>): Promise<void> {
  const wanted = page.getByRole('menuitem', { name: item, exact: true });
  // A menu closes when what it belongs to is drawn anew.
  await eventually(async (limit) => {
    if (await wanted.isHidden()) {
      await open(limit);
    }
    // A menu takes no click in its first 100 milliseconds: it could be the end of the one that opened it.
    await wanted.click({ delay: 150, timeout: limit });
    await wanted.waitFor({ state: 'hidden', timeout: limit });
  });
}
