import type * as vscode from 'vscode';
import type { LoadHcl } from '../../language/index.ts';
import type { Commands } from '../commands/command.ts';
import { disableRule } from '../commands/disable-rule.ts';
import { fixAll } from '../commands/fix-all.ts';
import type { EditorCommand } from '../commands/list.ts';
import { Owner } from '../disposable.ts';
import { EditorFeatures } from '../editor/features.ts';

const commands: Commands<EditorCommand, EditorFeatures> = { fixAll, disableRule };

/** All that is done in an editor, with the language service; loaded with the first document that may be ours. */
export class EditorBundle extends Owner {
  readonly #features: EditorFeatures;

  constructor(log: vscode.LogOutputChannel, loadHcl: LoadHcl) {
    super();
    this.#features = this.own(new EditorFeatures(log, loadHcl));
  }

  /** Runs a command with what VS Code hands over. */
  async run(id: EditorCommand, given: readonly unknown[]): Promise<void> {
    await commands[id].run(this.#features, ...(given as never[]));
  }
}
