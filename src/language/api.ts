import type { Text } from '../text.ts';

/** How bad a finding is: `error` where ECS refuses the file, `warning` where ECS Exec (or the task) will fail, `information` for advice. */
export type Severity = 'error' | 'warning' | 'information';

/** Offsets in UTF-16 code units from the start of the text; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces a range by a text. Edits of one list never overlap. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** What kind of document a text is; undefined means that it is none of ours. */
export type DocumentKind = 'task-definition' | 'described-task-definition' | 'container-definitions';

/** One thing that is wrong, where it stands. */
export interface Finding {
  /** `group/name`, as in `exec/init-process`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Text;
  readonly range: Range;
  /** Why it is so, for the diagnostic's link. */
  readonly documentation: string;
  /** Ways to mend it, the best first; the edits are made when asked for. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: Text;
  /** Whether it is always right, so that "fix all" may apply it without asking. */
  readonly safe: boolean;
  /** The smallest edits that make it so, keeping indentation, line endings and comments. */
  edits(): readonly TextEdit[];
}

/** What is known of a text. */
export interface Analysis {
  readonly kind: DocumentKind | undefined;
  /** In order of their place. Empty when `kind` is undefined. */
  readonly findings: readonly Finding[];
}

/** Texts longer than this, in UTF-16 code units, are not checked. ECS refuses a task definition above 64 KiB. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

export interface LanguageService {
  /** Never throws, whatever the text. */
  analyze(text: string): Analysis;
  /** Mends all that the group's fixes can mend: edits for the text given, in order, not overlapping. */
  fixAll(text: string, group?: string): readonly TextEdit[];
}
