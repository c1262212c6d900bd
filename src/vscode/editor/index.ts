import * as vscode from 'vscode';
import { createLanguageService } from '../../language/index.ts';
import { disableRule } from '../commands/disable-rule.ts';
import { fixAll } from '../commands/fix-all.ts';
import { Owner } from '../disposable.ts';
import { Analyses } from './analyses.ts';
import { Configurations } from './configurations.ts';
import { Diagnostics } from './diagnostics.ts';
import { Fixes } from './fixes.ts';
import { Hovers } from './hovers.ts';
import { LANGUAGES } from './languages.ts';
import { Suppressions } from './suppressions.ts';
import { registerSymbols } from './symbols.ts';

/**
 * All that the extension does in an editor. With the language service it is a bundle of its own, loaded with the first
 * document that it may be for.
 */
export class EditorFeatures extends Owner {
  /** Mends all that can be mended without a choice in the active editor's file. */
  readonly fixAll: () => Promise<void>;
  /** Switches a rule off in a configuration file. */
  readonly disableRule = disableRule();

  constructor(log: vscode.LogOutputChannel) {
    super();
    const service = createLanguageService();
    const configurations = this.own(new Configurations(log));
    const analyses = this.own(new Analyses(service, configurations));
    const languages = [...LANGUAGES];
    this.fixAll = fixAll(analyses);
    this.own(new Diagnostics(analyses));
    this.own(vscode.languages.registerCodeActionsProvider(languages, new Fixes(analyses), Fixes.metadata));
    this.own(
      vscode.languages.registerCodeActionsProvider(
        languages,
        new Suppressions(analyses, configurations),
        Suppressions.metadata,
      ),
    );
    this.own(vscode.languages.registerHoverProvider(languages, new Hovers(service)));
    this.own(registerSymbols(service.symbols));
  }
}
