import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';
import { systemClock } from './clock.ts';
import { EnterGuard } from './enter-guard.ts';
import { BACK, type Step } from './steps.ts';

/** A row of a list to pick from; {@link pickItem} makes it. */
export type PickItem<T> = vscode.QuickPickItem & T & { readonly isSanitized: true; readonly isNote?: true };

/** What a row shows. Anybody's words: VS Code would draw icons where they hold `$(name)`. */
interface Words {
  /** A codicon beside the label, and no part of what a screen reader says. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Makes a row, with what else belongs to it. */
export function pickItem<T extends object>({ icon, label, description, detail }: Words, more: T): PickItem<T> {
  return {
    ...more,
    label: sanitize(label),
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
    ...(description !== undefined && { description: sanitize(description) }),
    ...(detail !== undefined && { detail: sanitize(detail, LONGEST_MESSAGE) }),
    isSanitized: true,
  };
}

/** A line with a word between rows. */
export function pickSeparator<T extends object>(label: string, more: T): PickItem<T> {
  return { ...more, label: sanitize(label), kind: vscode.QuickPickItemKind.Separator, isSanitized: true };
}

/** A row that only says something, whatever is typed: it cannot be picked. */
export function pickNote<T extends object>(words: Words, more: T): PickItem<T> {
  return { ...pickItem(words, more), alwaysShow: true, isNote: true };
}

/** A list that its owner fills, shows and disposes of. Its title and placeholder must be sentences of ours. */
export function createPicker<T>(): vscode.QuickPick<PickItem<T>> {
  return vscode.window.createQuickPick<PickItem<T>>();
}

/**
 * Lets the row that was chosen be chosen again, where it did not count: VS Code hears no click on the one that is
 * selected.
 */
export function selectAgain(picker: { selectedItems: readonly vscode.QuickPickItem[] }): void {
  picker.selectedItems = [];
}

interface PickOptions<T> {
  readonly title: string;
  readonly placeHolder: string;
  /**
   * What there is to pick from, all at once or in parts as they are found. The list is there before it is; each part
   * goes below those before it.
   */
  readonly items: Promise<readonly PickItem<T>[]> | AsyncIterable<readonly PickItem<T>[]>;
  /** One more for what was typed, where that can be picked though it is not among them. */
  readonly typedItem?: (typed: string) => PickItem<T> | undefined;
}

/** As {@link pickOne}, as one of several boxes; {@link BACK} where the user wants the one before. */
export async function pickInStep<T>(
  options: PickOptions<T>,
  step: Step,
): Promise<PickItem<T> | typeof BACK | undefined> {
  return pick(options, step);
}

/**
 * Lets the user pick one of a few things that may take a moment to find; undefined where they pick none. Rejects as
 * `items` does.
 */
export async function pickOne<T>(options: PickOptions<T>): Promise<PickItem<T> | undefined> {
  const picked = await pick(options, undefined);
  return picked === BACK ? undefined : picked;
}

async function pick<T>(
  { title, placeHolder, items, typedItem }: PickOptions<T>,
  step: Step | undefined,
): Promise<PickItem<T> | typeof BACK | undefined> {
  const picker = createPicker<T>();
  const guard = new EnterGuard(() => systemClock.now());
  let known: readonly PickItem<T>[] = [];
  let isOpen = true;
  const draw = ({ keepActive }: { readonly keepActive: boolean }): void => {
    const [active] = picker.activeItems;
    const typed = typedItem?.(picker.value);
    // Below the others, which keep their places.
    picker.items = typed === undefined || known.some(({ label }) => label === typed.label) ? known : [...known, typed];
    guard.draw(picker.items.map(({ label }) => label));
    // VS Code goes to the first row of a new list.
    if (keepActive && active !== undefined && picker.items.includes(active)) {
      picker.activeItems = [active];
    }
  };
  const fill = async (): Promise<void> => {
    for await (const found of partsOf(items)) {
      if (!isOpen) {
        return;
      }
      known = [...known, ...found];
      draw({ keepActive: true });
    }
    picker.busy = false;
  };
  picker.title = title;
  picker.placeholder = placeHolder;
  picker.matchOnDescription = true;
  picker.keepScrollPosition = true;
  picker.busy = true;
  // One alone is not counted.
  if (step !== undefined && step.of > 1) {
    picker.step = step.number;
    picker.totalSteps = step.of;
    picker.buttons = step.number === 1 ? [] : [vscode.QuickInputButtons.Back];
  }
  picker.onDidChangeValue(() => {
    guard.touch();
    draw({ keepActive: false });
  });
  picker.onDidChangeActive(([active]) => guard.goTo(active === undefined ? -1 : picker.items.indexOf(active)));
  try {
    return await new Promise((resolve, reject) => {
      picker.onDidHide(() => resolve(undefined));
      picker.onDidTriggerButton(() => resolve(BACK));
      picker.onDidAccept(() => {
        const [selected] = picker.selectedItems;
        if (selected !== undefined && selected.isNote !== true && guard.counts(picker.items.indexOf(selected))) {
          resolve(selected);
        } else {
          selectAgain(picker);
        }
      });
      picker.show();
      fill().catch(reject);
    });
  } finally {
    isOpen = false;
    picker.dispose();
  }
}

async function* partsOf<T>(items: PickOptions<T>['items']): AsyncGenerator<readonly PickItem<T>[]> {
  if (items instanceof Promise) {
    yield await items;
  } else {
    yield* items;
  }
}

/** Lets the user pick several of a few things, as one of several boxes; {@link BACK} where they want the one before. */
export async function pickSeveralInStep<T>(
  { title, placeHolder, items }: { title: string; placeHolder: string; items: readonly PickItem<T>[] },
  step: Step,
): Promise<readonly PickItem<T>[] | typeof BACK | undefined> {
  const picker = createPicker<T>();
  picker.title = title;
  picker.placeholder = placeHolder;
  picker.canSelectMany = true;
  picker.step = step.number;
  picker.totalSteps = step.of;
  picker.buttons = step.number === 1 ? [] : [vscode.QuickInputButtons.Back];
  picker.items = items;
  picker.selectedItems = items.filter(({ picked }) => picked === true);
  try {
    return await new Promise((resolve) => {
      picker.onDidHide(() => resolve(undefined));
      picker.onDidTriggerButton(() => resolve(BACK));
      // Nothing picked is no answer.
      picker.onDidAccept(() => picker.selectedItems.length > 0 && resolve(picker.selectedItems));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}
