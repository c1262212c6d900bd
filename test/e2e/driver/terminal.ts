import type { Locator, Page } from 'playwright-core';
import { until } from '../../host/runner/until.ts';
import { choose } from './menu.ts';

/** The terminal in front. */
export class Terminal {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What it shows, a line per row, without what is blank at the ends. */
  async text(): Promise<string> {
    const rows = await this.#rows.allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Waits until it shows this, and resolves with all that it shows. */
  async shows(expected: string | RegExp): Promise<string> {
    const seen =
      typeof expected === 'string' ? (text: string) => text.includes(expected) : (text: string) => expected.test(text);
    let text = '';
    return await until(`the terminal to show ${expected}`, async () => {
      text = await this.text();
      return seen(text) && text;
    }).catch((error: unknown) => {
      throw new Error(`The terminal shows:\n${text}`, { cause: error });
    });
  }

  /** Types a line and Enter into it. */
  async enter(line: string): Promise<void> {
    await this.#input.focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  /** Presses a key in it. */
  async press(key: string): Promise<void> {
    await this.#input.press(key);
  }

  /** Opens a terminal with a profile that the menu beside the "+" offers. A terminal must be there already. */
  async openProfile(title: string): Promise<void> {
    const button = this.#page.locator('.panel').getByRole('button', { name: 'Launch Profile' });
    await choose(this.#page, title, (limit) => button.click({ timeout: limit }));
  }

  /** The names of all terminals, where there are several. */
  async names(): Promise<readonly string[]> {
    const names = await this.#page.locator('.terminal-tabs-entry.has-text').allTextContents();
    return names.map((name) => name.trim());
  }

  get #rows(): Locator {
    return this.#page.locator('.terminal-wrapper.active .xterm-rows > div');
  }

  get #input(): Locator {
    return this.#page.locator('.terminal-wrapper.active .xterm-helper-textarea');
  }
}
