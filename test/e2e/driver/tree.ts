import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { choose } from './menu.ts';

/** A tree of a side bar, driven from the keyboard. */
export class Tree {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The row whose text contains this. */
  row(text: string | RegExp): Locator {
    return this.#page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Expands a row: again where others have come before it just as it was clicked. */
  async expand(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    const expanded = this.#page
      .locator('.sidebar .monaco-list-row[aria-expanded="true"]')
      .filter({ hasText: text })
      .first();
    await eventually(async (limit) => {
      if (await expanded.isVisible()) {
        return;
      }
      await row.click({ timeout: limit });
      const isHit = await row.and(this.#page.locator('.focused')).isVisible();
      if (isHit && (await row.getAttribute('aria-expanded')) === 'false') {
        await this.#page.keyboard.press('ArrowRight');
      }
      await expanded.waitFor({ timeout: limit });
    });
  }

  /** Selects rows, beside those that are selected already. */
  async select(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const row = this.row(text);
      const selected = row.and(this.#page.locator('.selected'));
      // The click takes a row that is selected already out of the selection.
      await eventually(async (limit) => {
        if (await selected.isVisible()) {
          return;
        }
        await row.click({ modifiers: ['Control'], timeout: limit });
        await selected.waitFor({ timeout: limit });
      });
    }
  }

  /** Presses the button of a row, by its title. It goes away when the row is drawn anew under the pointer. */
  async action(text: string | RegExp, title: string): Promise<void> {
    const row = this.row(text);
    await eventually(async (limit) => {
      await row.hover({ timeout: limit });
      await row.getByRole('button', { name: title }).click({ timeout: limit });
    });
  }

  /** Chooses an item of a row's context menu. */
  async menu(text: string | RegExp, item: string): Promise<void> {
    const row = this.row(text);
    await choose(this.#page, item, async (limit) => {
      await row.click({ button: 'right', timeout: limit });
      // Another row may have come to its place just as it was clicked.
      await row.and(this.#page.locator('.focused')).waitFor({ timeout: limit });
    });
  }
}
