import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Chooses an item of a menu. What opens the menu should take no longer than the milliseconds it is given. */
export async function choose(page: Page, item: string, open: (limit: number) => Promise<void>): Promise<void> {
  const wanted = page.getByRole('menuitem', { name: item, exact: true });
  // A menu closes when what it belongs to is drawn anew.
  await eventually(async (limit) => {
    await close(page, limit);
    await open(limit);
    // A menu takes no click in its first 100 milliseconds: it could be the end of the one that opened it.
    await wanted.click({ delay: 150, timeout: limit });
    await wanted.waitFor({ state: 'hidden', timeout: limit });
  });
}

/**
 * Closes the menu that is still open: it may belong to another row, one that has opened late, and nothing beside it can
 * be clicked.
 */
async function close(page: Page, limit: number): Promise<void> {
  // Below it lies what takes the clicks.
  const block = page.locator('.context-view-block');
  if ((await block.count()) === 0) {
    return;
  }
  // It closes by a key only if that is its own.
  await page.locator('.context-view .monaco-menu .actions-container').first().focus({ timeout: limit });
  await page.keyboard.press('Escape');
  await block.waitFor({ state: 'detached', timeout: limit });
}
