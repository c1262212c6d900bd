import { sentence } from '../text.ts';
import {
  type Configuration,
  type Finding,
  type Format,
  type Hover,
  LONGEST_TEXT,
  type Neighbours,
  type OpenText,
  type Range,
  type SubjectInfo,
  type Symbols,
  type Tally,
  type TextEdit,
  type TextFile,
  type Writing,
  type WrittenAt,
} from './api.ts';
import { RECOMMENDED } from './configuration/folder-configuration.ts';
import { saysOverride } from './documents/file-name.ts';
import { NO_ROLES, type TemplateRoles } from './documents/role.ts';
import type { Subject } from './documents/subject.ts';
import type { TemplateFile } from './documents/template.ts';
import { WrittenFile } from './documents/written-file.ts';
import { findingsIn, limitFinding, withinLimit } from './finding.ts';
import { fixAll } from './fix-all.ts';
import { hover } from './hovers/index.ts';
import { namesAt } from './names-at.ts';
import type { Read, Reader } from './reader.ts';
import { FolderRelations } from './relations.ts';
import { runFileRules, runRules } from './run-rules.ts';
import { applySuppressions } from './suppression/apply.ts';
import { directiveCommentsIn } from './suppression/directive.ts';
import { suppress } from './suppression/write.ts';
import { symbolsIn } from './symbols/index.ts';
import type { Value } from './syntax/value.ts';
import { whileWriting } from './while-writing.ts';

/** Reads a text, that of a file or a part of one. */
export function openText(text: string, file: TextFile | undefined, reader: Reader): OpenText {
  return new ReadText(text, file, reader);
}

class ReadText implements OpenText {
  readonly format: Format;
  readonly subjects: readonly SubjectInfo[];
  readonly symbols: Symbols;
  readonly #text: string;
  readonly #file: TextFile | undefined;
  readonly #reader: Reader;
  readonly #root: Value | undefined;
  readonly #subjects: readonly Subject[];
  readonly #neighbours: Neighbours | undefined;
  #known: { readonly relations: FolderRelations | undefined } | undefined;
  #roles: TemplateRoles | undefined;
  /** What was found last: what is asked next is mostly asked under the same configuration. */
  #found: { readonly under: Configuration; readonly findings: readonly Finding[] } | undefined;

  constructor(
    text: string,
    file: TextFile | undefined,
    reader: Reader,
    { writtenAt, neighbours, read = reader.read(text, writtenAt) }: Circumstances = {},
  ) {
    this.#text = text;
    this.#file = file;
    this.#reader = reader;
    this.format = reader.format;
    this.#root = read.root;
    this.#subjects = read.subjects;
    this.#neighbours = neighbours;
    this.subjects = read.subjects.map(({ kind, origin, notation, isWhole, value: { start, end } }) => ({
      kind,
      origin,
      notation: notation.name,
      isWhole,
      range: { start, end },
    }));
    this.symbols = symbolsIn(
      read.root,
      read.subjects,
      (root) => reader.subjectsIn(root),
      (subject) => this.#relations?.of(subject) ?? [],
    );
  }

  beside(neighbours: Neighbours): OpenText {
    const read = { root: this.#root, subjects: this.#subjects };
    return new ReadText(this.#text, this.#file, this.#reader, { neighbours, read });
  }

  get isComplete(): boolean {
    return this.#root?.source.complete !== false;
  }

  /** Undefined where there is nothing that it could belong to. */
  get #relations(): FolderRelations | undefined {
    if (this.#known === undefined) {
      const isTemplate = this.#subjects.some(({ origin }) => origin === 'template');
      const folder = this.#neighbours ?? (isTemplate ? this.#alone : undefined);
      this.#known = { relations: folder && this.#relationsIn(folder) };
    }
    return this.#known.relations;
  }

  #relationsIn(folder: Neighbours): FolderRelations {
    return new FolderRelations(
      folder,
      this.#asFile(folder.name),
      folder.files.map(({ name, text }) =>
        #asFile in text
          ? text.#asFile(name)
          : { name, format: text.format, subjects: [], roles: () => NO_ROLES, count: () => 0 },
      ),
    );
  }

  get #alone(): Neighbours {
    return { name: '', isWhole: false, files: [], configurations: [] };
  }

  #asFile(name: string): TemplateFile {
    const root = this.#root;
    const roles = (): TemplateRoles => (this.#roles ??= root === undefined ? NO_ROLES : this.#reader.rolesIn(root));
    return {
      name,
      format: this.format,
      subjects: this.#subjects,
      roles,
      count: (address) => timesIn(this.#text, address),
    };
  }

  findings(configuration: Configuration = RECOMMENDED, writing?: Writing): readonly Finding[] {
    if (this.#reader.isTooLong(this.#text)) {
      return [tooLong(this.#reader.longest)];
    }
    const all = this.#allFindings(configuration);
    return withinLimit(writing === undefined ? all : this.#whileWriting(all, configuration, writing));
  }

  unfinished(offset: number): Range | undefined {
    return this.#subjects.length === 0
      ? undefined
      : this.#reader.syntax.parse(this.#text, { within: offset })?.source.unfinished;
  }

  fixAll(configuration: Configuration = RECOMMENDED): readonly TextEdit[] {
    return fixAll(this.#text, (text) => (text === this.#text ? this : this.#with(text)).#allFindings(configuration));
  }

  tally(configuration: Configuration = RECOMMENDED): Tally {
    const findings = this.#allFindings(configuration);
    const none = findings.filter(({ fixes }) => fixes.length === 0).length;
    const safe = findings.filter(({ fixes }) => fixes.some((fix) => fix.safe)).length;
    return { safe, choice: findings.length - none - safe, none };
  }

  suppress(finding: Finding, areCommentsAllowed: boolean): readonly TextEdit[] | undefined {
    return this.#root === undefined || this.#subjects.length === 0
      ? undefined
      : suppress(this.#root.source, finding, areCommentsAllowed);
  }

  hover(offset: number): Hover | undefined {
    const subject = this.#subjects.find(({ value: { start, end } }) => start <= offset && offset < end);
    return subject === undefined ? undefined : hover(subject, offset);
  }

  namesAt(offset: number): readonly string[] {
    return this.#root === undefined ? [] : namesAt(this.#root, offset);
  }

  /** Another text in the place of this one. */
  #with(text: string, writtenAt?: WrittenAt): ReadText {
    return new ReadText(text, this.#file, this.#reader, { writtenAt, neighbours: this.#neighbours });
  }

  #whileWriting(all: readonly Finding[], configuration: Configuration, writing: Writing): readonly Finding[] {
    const unfinished = this.#with(this.#text, writing);
    const source = unfinished.#root?.source;
    return source === undefined ? [] : whileWriting(all, unfinished.#allFindings(configuration), source, writing);
  }

  /** In the order of their places. */
  #allFindings(configuration: Configuration): readonly Finding[] {
    if (this.#found?.under !== configuration) {
      this.#found = { under: configuration, findings: this.#find(configuration) };
    }
    return this.#found.findings;
  }

  #find(configuration: Configuration): readonly Finding[] {
    if (saysOverride(this.#file?.name ?? '')) {
      return [];
    }
    const inFile = this.#fileFindings(configuration);
    if (this.#root === undefined || this.#subjects.length === 0) {
      return inFile;
    }
    const { source } = this.#root;
    const found = this.#subjects.flatMap((subject) =>
      runRules(subject, configuration, this.#relations?.linksOf(subject)),
    );
    return applySuppressions(findingsIn(source, [...found, ...inFile]), source, configuration);
  }

  #fileFindings(configuration: Configuration): readonly Finding[] {
    const file = this.#file;
    if (file === undefined || this.#text.length > this.#reader.longest) {
      return [];
    }
    const { syntax, recognizers } = this.#reader;
    if (
      this.#subjects.length === 0 &&
      !recognizers.some((recognizer) => recognizer.isMeantAsOne?.(this.#text, file, syntax) === true)
    ) {
      return [];
    }
    const read = { text: this.#text, root: this.#root, subjects: this.#subjects, directivesIn: directiveCommentsIn };
    return runFileRules(new WrittenFile(read, file, syntax), configuration);
  }
}

/** How often an address is written in a text, and no longer one. */
function timesIn(text: string, address: string): number {
  const word = new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`, 'g');
  return text.match(word)?.length ?? 0;
}

/** What is known of a text beside what it says. */
interface Circumstances {
  readonly writtenAt?: WrittenAt | undefined;
  readonly neighbours?: Neighbours | undefined;
  /** What is in it, where it has been read before. */
  readonly read?: Read;
}

/** Says of a text that it is longer than what is read, in UTF-16 code units. */
function tooLong(longest: number): Finding {
  const message =
    longest === LONGEST_TEXT
      ? sentence('This file is not checked: it is longer than {0} MiB, and ECS takes 64 KiB.', longest / 1024 / 1024)
      : sentence('This file is not checked: it is longer than {0} KiB. Split it into smaller files.', longest / 1024);
  return limitFinding('tooLong', message, 0);
}
