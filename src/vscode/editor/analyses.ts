import * as vscode from 'vscode';
import type {
  Configuration,
  Finding,
  Format,
  LanguageService,
  Neighbours,
  OpenText,
  Place,
  Range,
  Tally,
  TextEdit,
  Writing,
} from '../../language/api.ts';
import { hasNeighbours, readConfiguration, sharesNames } from '../../language/index.ts';
import { Owner } from '../disposable.ts';
import { CfnLint } from './cfn-lint.ts';
import type { Configurations } from './configurations.ts';
import { areCommentsAllowed, formatOf, isChecked, isWritable } from './documents.ts';
import { NeighbourFolders } from './neighbour-folders.ts';

/** What is asked of one version of a document's text, answered once. */
interface Known {
  readonly version: number;
  /** As it is alone. */
  readonly alone: OpenText;
  /** As it is beside other files of its folder. */
  readonly text: OpenText;
  readonly neighbours: Neighbours | undefined;
  /** Undefined until they are asked for. */
  findings?: readonly Finding[] | undefined;
  /** The configuration under which they were found; undefined for those of a configuration itself. */
  under?: Configuration | undefined;
}

const NOTHING: Tally = { safe: 0, choice: 0, none: 0 };

/** What the language service knows of each open document, which is read once for each version of its text. */
export class Analyses extends Owner {
  readonly #service: LanguageService;
  readonly #configurations: Configurations;
  readonly #cfnLint = this.own(new CfnLint());
  readonly #known = new Map<vscode.TextDocument, Known>();
  readonly #folders: NeighbourFolders;
  readonly #fail: (error: unknown) => void;
  /** The formats that have been asked for. */
  readonly #asked = new Set<Format>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** Fires when the answers for texts that have not changed may be others than before. */
  readonly onDidChange = this.#changed.event;

  /** Is told of a format that cannot be read. */
  constructor(service: LanguageService, configurations: Configurations, fail: (error: unknown) => void) {
    super();
    this.#service = service;
    this.#fail = fail;
    this.#folders = this.own(new NeighbourFolders(service, (document) => this.#of(document).alone));
    this.#configurations = configurations;
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)));
    this.own(configurations.onDidChange(() => this.#changed.fire()));
    this.own(this.#cfnLint.onDidChange(() => this.#changed.fire()));
    this.own(this.#folders.onDidChange(() => this.#changed.fire()));
  }

  /** The document's text, read. */
  open(document: vscode.TextDocument): OpenText {
    return this.#beside(document).text;
  }

  /** A place in a document, or in a file beside it. */
  locate(document: vscode.TextDocument, { start, end, file }: Place): vscode.Location {
    const { uri, positionAt } =
      file === undefined
        ? { uri: document.uri, positionAt: (offset: number) => document.positionAt(offset) }
        : this.#folders.place(document, file);
    return new vscode.Location(uri, new vscode.Range(positionAt(start), positionAt(end)));
  }

  /**
   * None in a document that a configuration ignores; and none in most that can only be read: nobody could do anything
   * about them there.
   */
  findings(document: vscode.TextDocument): readonly Finding[] {
    if (!isChecked(document)) {
      return [];
    }
    const known = this.#beside(document);
    if (this.#configurations.isFile(document.uri)) {
      return (known.findings ??= readConfiguration(document.getText()).findings);
    }
    const configuration = this.#wantedOf(document);
    if (configuration === undefined) {
      return [];
    }
    if (known.findings === undefined || known.under !== configuration) {
      known.findings = known.text.findings(configuration);
      known.under = configuration;
    }
    return known.findings;
  }

  /** Those that can be told while someone is writing the document; of a configuration file, all can. */
  findingsWhile(document: vscode.TextDocument, writing: Writing): readonly Finding[] {
    const configuration = this.#wantedOf(document);
    return configuration === undefined || this.#configurations.isFile(document.uri)
      ? this.findings(document)
      : this.open(document).findings(configuration, writing);
  }

  /** The findings that a range of a document touches, there or at what the text could do without. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Finding[] {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const touches = (place: Range): boolean => place.start <= end && start <= place.end;
    return this.findings(document).filter((finding) => touches(finding.range) || finding.unnecessary.some(touches));
  }

  /** Edits that fix all findings whose fix is always right. */
  fixAll(document: vscode.TextDocument): readonly vscode.TextEdit[] {
    const configuration = this.#wantedOf(document);
    if (configuration === undefined || !isWritable(document)) {
      return [];
    }
    const edits = this.open(document).fixAll(configuration);
    return edits.map((edit) => toTextEdit(document, edit));
  }

  /** Counts a document's findings by what there is to be done about them. */
  tally(document: vscode.TextDocument): Tally {
    const configuration = this.#wantedOf(document);
    return configuration === undefined || !isWritable(document) ? NOTHING : this.open(document).tally(configuration);
  }

  /** The comment that keeps a finding from being reported; undefined where the document has no place for it. */
  suppress(document: vscode.TextDocument, finding: Finding): readonly vscode.TextEdit[] | undefined {
    const edits = this.open(document).suppress(finding, areCommentsAllowed(document));
    return edits?.map((edit) => toTextEdit(document, edit));
  }

  /** Undefined where a document is not to be checked. */
  #wantedOf(document: vscode.TextDocument): Configuration | undefined {
    const wanted = this.#configurations.of(document);
    return wanted && this.#cfnLint.configurationFor(this.#of(document).alone, wanted);
  }

  /** As {@link #of}, beside the files that are known now where that makes a difference. */
  #beside(document: vscode.TextDocument): Known {
    const known = this.#of(document);
    if (!sharesNames(known.alone)) {
      return known;
    }
    const neighbours = this.#folders.beside(document);
    return neighbours === known.neighbours || neighbours === undefined
      ? known
      : this.#keep(document, {
          version: known.version,
          alone: known.alone,
          text: known.alone.beside(neighbours),
          neighbours,
          // Those of a task definition do not depend on what is beside it.
          ...(hasNeighbours(known.alone) ? {} : { findings: known.findings, under: known.under }),
        });
  }

  #of(document: vscode.TextDocument): Known {
    const known = this.#known.get(document);
    if (known?.version === document.version) {
      return known;
    }
    const format = formatOf(document);
    this.#load(format);
    const alone = this.#service.open(document.getText(), undefined, format);
    return this.#keep(document, { version: document.version, alone, text: alone, neighbours: undefined });
  }

  /** Once for each format: one that cannot be read is told once. */
  #load(format: Format): void {
    if (!this.#asked.has(format)) {
      this.#asked.add(format);
      this.#service.load(format)?.then(() => this.#readAnew(format), this.#fail);
    }
  }

  /** What was opened before its format could be read is none of ours until now. */
  #readAnew(format: Format): void {
    for (const [document, { alone }] of this.#known) {
      if (alone.format === format) {
        this.#known.delete(document);
      }
    }
    this.#folders.readAnew(format);
    this.#changed.fire();
  }

  /** A document that is closed would stay for ever. */
  #keep(document: vscode.TextDocument, known: Known): Known {
    if (!document.isClosed) {
      this.#known.set(document, known);
    }
    return known;
  }
}

export function toRange(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(document, edit), edit.text);
}
