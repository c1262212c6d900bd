import * as vscode from 'vscode';
import type { Configuration, OpenText } from '../../language/api.ts';
import { rulesReportedBy } from '../../language/index.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';

const TOOLKIT = 'amazonwebservices.aws-toolkit-vscode';
const EXTENSION = 'kddejong.vscode-cfn-lint';

/** Of AWS's own extension, whether it runs cfn-lint. */
const OF_TOOLKIT = 'aws.cloudformation.diagnostics.cfnLint';

/**
 * In templates of CloudFormation, leaves what cfn-lint reports, too, to an extension that runs it: nobody wants to read
 * everything twice. What a configuration says of a rule counts all the same.
 */
export class CfnLint extends Owner {
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** Fires when an extension comes or goes, or is to run cfn-lint no longer. */
  readonly onDidChange = this.#changed.event;
  #isThere = isThere();
  readonly #made = new WeakMap<Configuration, Configuration>();

  constructor() {
    super();
    this.own(vscode.extensions.onDidChange(() => this.#look()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(OF_TOOLKIT) || settings.changed(event, 'diagnostics.leaveToCfnLint')) {
          this.#look();
        }
      }),
    );
  }

  /** What is wanted of a text. The same object as before where nothing has changed. */
  configurationFor({ subjects }: OpenText, wanted: Configuration): Configuration {
    if (!this.#isThere || !subjects.some(({ notation }) => notation === 'cloudformation')) {
      return wanted;
    }
    const known = this.#made.get(wanted);
    if (known !== undefined) {
      return known;
    }
    const left = rulesReportedBy('cfn-lint').map((rule) => [rule, 'off'] as const);
    const configuration = { ...wanted, levels: new Map([...left, ...wanted.levels]) };
    this.#made.set(wanted, configuration);
    return configuration;
  }

  #look(): void {
    const before = this.#isThere;
    this.#isThere = isThere();
    if (this.#isThere !== before) {
      this.#changed.fire();
    }
  }
}

function isThere(): boolean {
  switch (settings.leaveToCfnLint()) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'auto':
      return vscode.extensions.getExtension(EXTENSION) !== undefined || isInToolkit();
  }
}

function isInToolkit(): boolean {
  return (
    vscode.extensions.getExtension(TOOLKIT) !== undefined &&
    vscode.workspace.getConfiguration(OF_TOOLKIT).get('enabled', true)
  );
}
