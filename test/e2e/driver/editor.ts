import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../../../scripts/command.ts';
import { launchBrowser, openPage } from '../../../scripts/host/browser.ts';
import { installExtension, startServer } from '../../../scripts/host/server.ts';
import { readableTerminal, type Settings } from '../../../scripts/host/settings.ts';
import { installHost } from '../../../scripts/setup/hosts.ts';
import { temporaryFolder } from '../../../scripts/temporary-folder.ts';
import { until } from '../../host/runner/until.ts';
import type { Simulator } from '../../simulator/index.ts';
import { eventually, LIMIT } from './eventually.ts';
import { Terminal } from './terminal.ts';
import { Tree } from './tree.ts';

/**
 * How long VS Code may take to show a file and activate its extensions, in milliseconds: a busy machine can need a
 * minute.
 */
const START_LIMIT = 120_000;

/** Leaves the room in pictures to what they are about. */
const pictureSettings: Settings = { 'editor.minimap.enabled': false };

export interface EditorOptions {
  /** The packaged extension. */
  readonly vsix: string;
  /** The file to open at the start, relative to the workspace. */
  readonly file: string;
  /** What it has in place of AWS; without, it has no credentials either. */
  readonly simulator?: Simulator;
  /** Settings of VS Code, on top of those that keep it calm. */
  readonly settings?: Settings;
}

/**
 * Opens the newest VS Code in a browser, with the extension installed as a user would and a copy of the sample
 * workspace; hands it to `use`, and closes everything afterwards. Where `use` fails, a picture of that moment is taken.
 */
export async function withEditor(
  { vsix, file, simulator, settings }: EditorOptions,
  use: (editor: Editor) => Promise<void>,
): Promise<void> {
  const host = await installHost('newest');
  await using folder = await temporaryFolder('e2e');
  const workspace = join(folder.path, 'workspace');
  const dataFolder = join(folder.path, 'data');
  await cp(join(root, 'test', 'e2e', 'workspace'), workspace, { recursive: true });
  await mkdir(dataFolder);
  await installExtension(host, dataFolder, vsix);
  const endpoint = simulator && { 'ecs-exec.endpoint': simulator.endpoint };
  await using server = await startServer({
    host,
    dataFolder,
    settings: { ...readableTerminal, ...pictureSettings, ...endpoint, ...settings },
    environment: simulator?.environment,
    isForTests: true,
  });
  await using browser = await launchBrowser();
  const page = await openPage(browser);
  page.setDefaultTimeout(LIMIT);
  const editor = new Editor(page, workspace);
  try {
    await page.goto(server.address(workspace, { file: join(workspace, file) }));
    await editor.tab(file).waitFor({ timeout: START_LIMIT });
    // A workbench that still starts gives the focus to its editor, and with it what is typed elsewhere.
    await page.locator('.editor-instance .view-line').first().waitFor({ timeout: START_LIMIT });
    await page
      .locator('.statusbar')
      .getByText('Activating Extensions')
      .waitFor({ state: 'detached', timeout: START_LIMIT });
    await use(editor);
  } catch (error) {
    await editor.screenshot('failed').catch(console.error);
    throw error;
  }
}

/**
 * A VS Code in a browser, as a user sees it. Everything waits until it is there, and fails when that takes too long.
 */
export class Editor {
  readonly page: Page;
  /** The folder that is open. */
  readonly workspace: string;
  readonly tree: Tree;
  readonly terminal: Terminal;

  constructor(page: Page, workspace: string) {
    this.page = page;
    this.workspace = workspace;
    this.tree = new Tree(page);
    this.terminal = new Terminal(page);
  }

  /** Takes a picture: `out/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(root, 'out', 'screenshots', `${name}.png`) });
  }

  /** Presses keys one after the other, named as in `Control+Shift+M`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Types a text, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** The tab of an open file. */
  tab(file: string): Locator {
    return this.page.locator(`.tab[data-resource-name="${file}"]`);
  }

  /** Opens a file of the workspace. */
  async open(file: string): Promise<void> {
    await this.#choose('Control+P', file, file);
    await this.tab(file).waitFor();
  }

  /** Runs a command from the command palette, by its title: `Exec for Amazon ECS: Refresh`. */
  async command(title: string): Promise<void> {
    await this.#choose('F1', `>${title}`, title);
  }

  /** Opens a view of the activity bar, by its title. */
  async view(title: string): Promise<void> {
    const opened = this.page.locator('.sidebar .composite.title', { hasText: title });
    await eventually(async (limit) => {
      if (await opened.isVisible()) {
        return;
      }
      await this.page.locator('.activitybar').getByRole('tab', { name: title }).click({ timeout: limit });
      await opened.waitFor({ timeout: limit });
    });
  }

  /** Chooses an item of the quick pick that is open, and waits until that is gone. */
  async pick(text: string | RegExp): Promise<void> {
    const item = this.quickPickItems.filter({ hasText: text }).first();
    await item.waitFor();
    await this.#clickAway(item);
  }

  /**
   * Presses Enter in the quick pick that is open until this item, the selected one, is chosen: what has only just
   * appeared is not.
   */
  async accept(text: string | RegExp): Promise<void> {
    const item = this.quickPickItems.filter({ hasText: text }).first();
    await item.and(this.page.locator('.focused')).waitFor();
    await eventually(async (limit) => {
      if (await item.isHidden()) {
        return;
      }
      await this.#quickInput.press('Enter', { timeout: limit });
      await item.waitFor({ state: 'hidden', timeout: limit });
    });
  }

  /** Types this into the picker of containers, in place of what is there. */
  async typeIntoPicker(words: string): Promise<void> {
    await this.#containerInput.fill(words);
  }

  /** Types parts of a container's names into the picker of containers, and picks the first that is left. */
  async pickContainer(words: string): Promise<void> {
    await this.searchContainers(words);
    await this.#clickAway(this.quickPickItems.first());
  }

  /** Types parts of a container's names into the picker of containers, and waits until no others are left. */
  async searchContainers(words: string): Promise<void> {
    await until(`only containers of ${words}`, async () => {
      // Again where that is drawn anew meanwhile.
      if ((await this.#containerInput.inputValue()) !== words) {
        await this.#containerInput.fill(words);
      }
      const rows = await this.quickPickItems.allTextContents();
      // The row that there are none yet has the words in it, too.
      const isContainer = (row: string): boolean => !row.includes('Nothing matches');
      return (
        rows.length > 0 && rows.every((row) => isContainer(row) && words.split(' ').every((word) => row.includes(word)))
      );
    });
  }

  /** Leaves the quick pick that is open without a choice. */
  async dismiss(): Promise<void> {
    const item = this.quickPickItems.first();
    await item.waitFor();
    await eventually(async (limit) => {
      if (await item.isHidden()) {
        return;
      }
      await this.#quickInput.press('Escape', { timeout: limit });
      await item.waitFor({ state: 'hidden', timeout: limit });
    });
  }

  /** Accepts the input box with this prompt, when it is there and holds this text. */
  async answer(prompt: string, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget').filter({ hasText: prompt });
    await box.waitFor();
    await until(`${text} in the box`, async () => (await this.#quickInput.inputValue()) === text);
    await eventually(async (limit) => {
      if (await box.isHidden()) {
        return;
      }
      await this.#quickInput.press('Enter', { timeout: limit });
      await box.waitFor({ state: 'hidden', timeout: limit });
    });
  }

  /** Types this into the input box with this prompt, in place of what is there, and accepts it. */
  async enter(prompt: string, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget').filter({ hasText: prompt }).waitFor();
    await this.#quickInput.fill(text);
    await this.answer(prompt, text);
  }

  /**
   * Accepts VS Code's own dialog for a folder with the button of this label, after going into a folder of the one that
   * it offers.
   */
  async chooseFolder(button: string, folder?: string): Promise<void> {
    const accept = this.page.locator('.quick-input-widget .quick-input-action').getByRole('button', { name: button });
    await accept.waitFor();
    await until('a folder in the dialog', async () => (await this.#quickInput.inputValue()) !== '');
    if (folder !== undefined) {
      await this.pick(folder);
      await until(`${folder} in the dialog`, async () => (await this.#quickInput.inputValue()).endsWith(`/${folder}/`));
    }
    await this.#clickAway(accept);
  }

  /** Presses a button of the dialog that asks this. */
  async confirm(question: string, button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box').filter({ hasText: question });
    const pressed = dialog.getByRole('button', { name: button });
    await pressed.waitFor();
    await this.#clickAway(pressed);
  }

  /** The items of the quick pick that is open. */
  get quickPickItems(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }

  /** Puts the cursor of the file in front at a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    const typed = `:${line}:${column}`;
    await eventually(async (limit) => {
      await this.#open('Control+G', this.#quickInput);
      await this.#quickInput.fill(typed, { timeout: limit });
      await this.#quickInput.press('Enter', { timeout: limit });
      await this.#quickInput.waitFor({ state: 'hidden', timeout: limit });
    });
  }

  /** The underlines of a severity in the file in front. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** The lines of the Problems view, which opens. */
  async problems(): Promise<Locator> {
    await this.command('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  /** Opens the quick fixes at the cursor, and resolves with them. */
  async quickFixes(): Promise<Locator> {
    const fixes = this.page.locator('.action-widget .monaco-list-row.action');
    await this.#open('Control+.', fixes.first());
    return fixes;
  }

  /** Applies a quick fix at the cursor, from the keyboard. */
  async quickFix(title: string): Promise<void> {
    const fixes = await this.quickFixes();
    const wanted = fixes.filter({ hasText: title });
    await wanted.waitFor();
    const focused = this.page.locator('.action-widget .monaco-list-row.action.focused', { hasText: title });
    for (let rows = await fixes.count(); rows > 0 && (await focused.count()) === 0; rows -= 1) {
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await wanted.waitFor({ state: 'detached' });
  }

  /** Saves the changes to the file in front: waits for them to be there, and to be on disk. */
  async save(): Promise<void> {
    await this.page.locator('.tab.active.dirty').waitFor();
    await this.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Runs a task of the workspace, as soon as VS Code has read of it. */
  async runTask(label: string): Promise<void> {
    const wanted = this.quickPickItems.filter({ hasText: label }).first();
    await eventually(async (limit) => {
      await this.command('Tasks: Run Task');
      try {
        await wanted.click({ timeout: limit });
      } catch (error) {
        await this.press('Escape');
        throw error;
      }
    });
    await wanted.waitFor({ state: 'hidden' });
  }

  /** The lines that the Output view shows, in any order. */
  async output(): Promise<readonly string[]> {
    const lines = await this.page.locator('.panel .view-line').allTextContents();
    return lines.map((line) => line.replaceAll('\u00a0', ' '));
  }

  /** All notifications, which open: in a host for tests, VS Code shows only errors by itself. */
  async notificationCenter(): Promise<Locator> {
    await this.command('Notifications: Show Notifications');
    return this.page.locator('.notifications-center');
  }

  /**
   * Waits until this is among all notifications, which are open then: they close by themselves where the last one goes,
   * as that of a progress does just before its result comes.
   */
  async told(text: string | RegExp): Promise<void> {
    const words = this.page.locator('.notifications-center').getByText(text);
    await eventually(async (limit) => {
      if (await words.isVisible()) {
        return;
      }
      await this.notificationCenter();
      await words.waitFor({ timeout: limit });
    });
  }

  /** The notifications that are shown. */
  get notifications(): Locator {
    return this.page.locator('.notification-toast .notification-list-item');
  }

  /** Presses a button of the notification with this text, among all of them, and waits until it has gone. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.told(text);
    const center = this.page.locator('.notifications-center');
    const pressed = center.locator('.notification-list-item', { hasText: text }).getByRole('button', { name: button });
    await this.#clickAway(pressed);
  }

  /** Not the input of what was open before. */
  get #containerInput(): Locator {
    return this.page.locator('.quick-input-widget').getByPlaceholder('Type parts of the names');
  }

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }

  /**
   * Opens the quick pick with a key, types into it, and picks an item. Again where that fails: a list that opened
   * before the extension was known will not show its commands, and a workbench that is still starting closes what it
   * shows.
   */
  async #choose(key: string, typed: string, item: string): Promise<void> {
    const wanted = this.quickPickItems.filter({ hasText: item }).first();
    await eventually(async (limit) => {
      await this.#open(key, this.#quickInput);
      try {
        await this.#quickInput.fill(typed, { timeout: limit });
        await wanted.click({ timeout: limit });
      } catch (error) {
        await this.press('Escape');
        await this.#quickInput.waitFor({ state: 'hidden', timeout: limit });
        throw error;
      }
    });
    await wanted.waitFor({ state: 'hidden' });
  }

  /** Clicks something until it is gone: a click on what is just drawn anew, or still at work, is lost. */
  async #clickAway(clicked: Locator): Promise<void> {
    await eventually(async (limit) => {
      if (await clicked.isHidden()) {
        return;
      }
      await clicked.click({ timeout: limit });
      await clicked.waitFor({ state: 'hidden', timeout: limit });
    });
  }

  /** Presses a key until what it opens is there: one that comes while something else closes is lost. */
  async #open(key: string, opened: Locator): Promise<void> {
    await eventually(async (limit) => {
      if (await opened.isVisible()) {
        return;
      }
      await this.press(key);
      await opened.waitFor({ timeout: limit });
    });
  }
}
