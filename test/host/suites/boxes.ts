import * as vscode from 'vscode';
import { until } from '../runner/until.ts';

/** The boxes that are shown while something goes on, the newest last. */
export function watchBoxes() {
  const { createQuickPick } = vscode.window;
  const boxes: vscode.QuickPick<vscode.QuickPickItem>[] = [];
  vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
    const box = Reflect.apply(createQuickPick, vscode.window, []) as vscode.QuickPick<T>;
    boxes.push(box);
    return box;
  };
  return {
    /** The box that is the n-th to be shown, once it has something to pick from. */
    box: (number: number) =>
      until(`box ${number}`, () => {
        const box = boxes[number - 1];
        return box !== undefined && box.items.length > 0 && box;
      }),
    count: () => boxes.length,
    restore: () => (vscode.window.createQuickPick = createQuickPick),
  };
}

/** Goes to the row of this label and presses Enter until the box is gone. */
export async function accept(box: vscode.QuickPick<vscode.QuickPickItem>, label: string): Promise<void> {
  let isGone = false;
  box.onDidHide(() => (isGone = true));
  await until(`"${label}" to be taken`, async () => {
    if (!isGone) {
      box.activeItems = box.items.filter((item) => item.label === label);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    return isGone;
  });
}
