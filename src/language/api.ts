import type { Text } from '../text.ts';

/**
 * How bad a finding is: `error` where ECS refuses the file, `warning` where ECS Exec (or the task) will fail,
 * `information` for advice.
 */
export type Severity = 'error' | 'warning' | 'information';

/** How a workspace wants the findings of a rule to be taken: as bad as this, or not at all. */
export type Level = Severity | 'off';

/** A policy on matters on which policies differ. */
export type Preset = 'recommended' | 'read-only-root-filesystem';

/** What rules are told beside the text, by rule. */
export type Options = ReadonlyMap<string, Readonly<Record<string, boolean>>>;

/** What a workspace wants to hear of. */
export interface Configuration {
  /** By rule. Findings of a rule that is not here are as bad as the rule says. */
  readonly levels: ReadonlyMap<string, Level>;
  /** Where they differ from the rules' own. */
  readonly options: Options;
}

/** Offsets in UTF-16 code units from the start of the text; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces a range by a text. Edits of one list never overlap. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** What kinds of things rules are about. */
export type SubjectKind = 'task-definition' | 'container-definitions' | 'policy' | 'service' | 'task-run' | 'cluster';

/** What a reader can be told to look for, and nothing else: container definitions count as a task definition. */
export type DocumentKind = Exclude<SubjectKind, 'container-definitions'>;

/**
 * Where the subject of a text comes from: it is input for AWS's API, or AWS has described it, or it stands in a
 * template that something makes it of, or it is that of a live task.
 */
export type Origin = 'input' | 'described' | 'template' | 'live';

/** How a text is written. */
export type Format = 'json' | 'yaml' | 'hcl';

/** In whose names a document is written: those of AWS's API, of CloudFormation or of Terraform. */
export type NotationName = 'input' | 'cloudformation' | 'terraform';

/** Something in a text that rules are about. */
export interface SubjectInfo {
  readonly kind: SubjectKind;
  readonly origin: Origin;
  readonly notation: NotationName;
  /** Whether all of it is there; a fragment is completed by something else. */
  readonly isWhole: boolean;
  readonly range: Range;
}

/** One thing that is wrong, where it stands. */
export interface Finding {
  /** `group/name`, as in `exec/init-process`; in the group `config`, it is about the configuration itself. */
  readonly rule: string;
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  readonly severity: Severity;
  readonly message: Text;
  readonly range: Range;
  /** Why it is so, for the diagnostic's link. */
  readonly documentation: string;
  /**
   * What the text could do without, because it says nothing to ECS: all such places that the finding is about, in
   * order. An editor may show them faded. None for most findings.
   */
  readonly unnecessary: readonly Range[];
  /** Ways to mend it, the best first; the edits are made when asked for. None while the text has syntax errors. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: Text;
  /** Whether it is always right, so that "fix all" may apply it without asking. */
  readonly safe: boolean;
  /** The smallest edits that make it so, keeping indentation, line endings and comments. */
  edits(): readonly TextEdit[];
}

/** How many findings a text has, also where there are too many to be told. */
export interface Tally {
  /** Those that a safe fix takes away. */
  readonly safe: number;
  /** Those with fixes to choose from, none of them safe. */
  readonly choice: number;
  /** Those without a fix. */
  readonly none: number;
}

/** What there is to know about a place, and no rule can check. */
export interface Hover {
  /** Paragraphs, in Markdown. */
  readonly contents: readonly Text[];
  /** What they are about. */
  readonly range: Range;
  /** Where it is explained. */
  readonly documentation?: string;
}

/**
 * Texts longer than this, in UTF-16 code units, are not checked, which is said of those that may be ours. ECS refuses a
 * task definition above 64 KiB.
 */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/** Where someone is writing a text, as offsets. */
export interface WrittenAt {
  /** The name or value around or in front of this is being written: what it will be is not known. */
  readonly within?: number | undefined;
  /** The objects and arrays around this are being written: they may get more. */
  readonly around?: number | undefined;
}

/** Where someone is writing a text, and what was told of it before. */
export interface Writing extends WrittenAt {
  /** The findings that were told before, at their places in the text as it is now. */
  readonly told: readonly Finding[];
}

/** The file that a text is all of, for the rules about how a file is written. */
export interface TextFile {
  /** Its name or its path, with slashes. */
  readonly name: string;
  /** In UTF-16, and not in UTF-8. */
  readonly isUtf16: boolean;
  /** Whether somebody has named it, and so expects that it is a task definition. */
  readonly isNamed: boolean;
}

/** What stands beside a text in its folder, as far as somebody has read it. */
export interface Neighbours {
  /** The name of the text's own file in the folder. */
  readonly name: string;
  /** Whether all of the folder's files that may belong to the text have been read. */
  readonly isWhole: boolean;
  /** The path of the folder from the root above which nothing is looked for, with slashes; empty for that one. */
  readonly folder?: string;
  /** Those that may hold something of ours; that of the text itself does not count. */
  readonly files: readonly Neighbour[];
  /** Configurations of tools that say which files belong together: in the folder or, by their paths, in others. */
  readonly configurations: readonly { readonly name: string; readonly text: string }[];
}

/** A file beside a text, or one in another folder that a configuration names. */
export interface Neighbour {
  /** Its path from the folder of the text, with slashes. */
  readonly name: string;
  /** As the same language service has read it. */
  readonly text: OpenText;
}

/** What is known of a task that runs, and does not stand in its task definition. */
export interface RunsOn {
  readonly launchType?: 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES' | undefined;
  readonly operatingSystem?: 'linux' | 'windows' | undefined;
}

/** The language service. It keeps no text between calls. */
export interface LanguageService {
  /**
   * Reads a text, once for all that is asked of it. Never throws, whatever the text. Of how a file is written, rules
   * say something only where the file is told: an editor marks such things itself. Its name tells the format where
   * nothing else does; nothing is found in a format that is not loaded.
   */
  open(text: string, file?: TextFile, format?: Format): OpenText;
  /**
   * Makes texts of a format readable, whose parser is loaded when it is first needed; undefined where that is so
   * already. Rejects with an Error where it cannot be loaded, and can be asked again.
   */
  load(format: Format): Promise<void> | undefined;
  /** Reads the task definition of a task that runs: the same rules, told what it runs on. */
  openLive(text: string, runsOn: RunsOn): OpenText;
}

/**
 * A text that has been read. Nothing in it throws, whatever the text. Where nothing else is said, the configuration is
 * the recommended one: all rules, as bad as they say.
 */
export interface OpenText {
  readonly format: Format;
  /**
   * The same text, in a folder with others: what is found in it and how its names are used then depends on these, too.
   */
  beside(neighbours: Neighbours): OpenText;
  /** Whether nothing in the text kept any of it from being read, as a syntax error does; or it is none of ours. */
  readonly isComplete: boolean;
  /** What rules are about, in order; nothing where the text is none of ours. */
  readonly subjects: readonly SubjectInfo[];
  readonly symbols: Symbols;
  /**
   * In order of their place. When there is no subject there are none, or one: `config/limit`, that says of a long text
   * that it is not checked, or `task/not-json` of a file that seems to be meant as a task definition. `config/limit`
   * comes first, too, where there are too many to be told.
   *
   * While someone is writing the text, they are those that are sure whatever comes next: nothing about the name or
   * value that is being written, nor about what the objects and arrays around it lack. Those that were told before
   * stay, except about that name or value.
   */
  findings(configuration?: Configuration, writing?: Writing): readonly Finding[];
  /** The name or value at an offset that is not finished if someone is writing there. */
  unfinished(offset: number): Range | undefined;
  /** Fixes all that safe fixes can fix: edits in order, not overlapping. */
  fixAll(configuration?: Configuration): readonly TextEdit[];
  /** Counts the findings by what there is to be done about them. */
  tally(configuration?: Configuration): Tally;
  /**
   * The comment that keeps a rule from reporting a finding at its place. Undefined where the text has no place for
   * it: a comment is offered where comments are allowed, or where there are comments already.
   */
  suppress(finding: Finding, areCommentsAllowed: boolean): readonly TextEdit[] | undefined;
  /** What there is to know of ECS Exec about the property at an offset. */
  hover(offset: number): Hover | undefined;
  /**
   * The names on the way to what is at an offset: those of properties, and the `name` of each element of an array,
   * empty where it has none. No other value is among them.
   */
  namesAt(offset: number): readonly string[];
}

/** A place in a text, or in one beside it. */
export interface Place extends Range {
  /** The path of the file beside, from the folder of the text, where it is in such a one. */
  readonly file?: string;
}

/** An edit of a text, or of one beside it. */
export interface FileEdit extends TextEdit {
  /** The path of the file beside, from the folder of the text, where it is of such a one. */
  readonly file?: string;
}

/** What a name in a task definition is the name of; a port is an element of `portMappings`. */
export type SymbolKind = 'container' | 'volume' | 'port';

/**
 * The names of containers, volumes and ports in a text, where they are given and where they are referred to. All places
 * are those of the names as written, without their quotes. In a text that is none of ours, there are no names.
 */
export interface Symbols {
  /** Where the name at an offset is defined; undefined when it is not, or when there is none. */
  definition(offset: number): Place | undefined;
  /** Where the name at an offset is referred to, in order; and defined, when declarations are included. */
  references(offset: number, includeDeclaration: boolean): readonly Place[];
  /** The name at an offset, as it can be renamed. */
  prepareRename(offset: number): RenameTarget | Refusal;
  /** Gives the name at an offset another one wherever it stands: edits in order by file, not overlapping. */
  rename(offset: number, newName: string): readonly FileEdit[] | Refusal;
  /** The names that fit at an offset of a text that may be half-typed, the likely ones first. */
  completions(offset: number): readonly Completion[];
}

/** A name that can be renamed. */
export interface RenameTarget {
  readonly range: Range;
  readonly name: string;
}

/** Why something is not done, and what to do about it. */
export interface Refusal {
  readonly reason: Text;
}

/**
 * What is completed: a name in a task definition, or what a policy consists of; or, where no schema of an editor tells
 * them, the name of a property or a word that it can be.
 */
export type CompletionKind = SymbolKind | 'action' | 'resource' | 'operator' | 'conditionKey' | 'property' | 'value';

/** A name to be written; its edit covers what is there of it already, on one line. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly name: string;
  readonly edit: TextEdit;
}
