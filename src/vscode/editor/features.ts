import * as vscode from 'vscode';
import { createLanguageService, type LoadHcl } from '../../language/index.ts';
import { SELECTOR } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { notifyOf } from '../notify.ts';
import { Actions } from './actions.ts';
import { Analyses } from './analyses.ts';
import { Configurations } from './configurations.ts';
import { Diagnostics } from './diagnostics.ts';
import { Fixes } from './fixes.ts';
import { Hovers } from './hovers.ts';
import { registerLiveOffer } from './live-offer.ts';
import { Renames } from './renames.ts';
import { Suppressions } from './suppressions.ts';
import { registerSymbols } from './symbols.ts';

/** All that the extension does in an editor. */
export class EditorFeatures extends Owner {
  readonly analyses: Analyses;

  constructor(log: vscode.LogOutputChannel, loadHcl: LoadHcl) {
    super();
    const configurations = this.own(new Configurations(log));
    const analyses = this.own(
      new Analyses(createLanguageService({ loadHcl }), configurations, (error) => notifyOf(error, log)),
    );
    this.analyses = analyses;
    const renames = this.own(new Renames(analyses));
    this.own(new Diagnostics(analyses, (document) => renames.look(document)));
    const actions = new Actions(analyses, new Fixes(analyses), new Suppressions(analyses, configurations));
    this.own(vscode.languages.registerCodeActionsProvider(SELECTOR, actions, Actions.metadata));
    this.own(vscode.languages.registerHoverProvider(SELECTOR, new Hovers(analyses)));
    this.own(registerSymbols(analyses));
    this.own(registerLiveOffer(analyses));
  }
}
