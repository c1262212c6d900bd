import { type DocumentKind, type Format, LONGEST_TEXT, type WrittenAt } from './api.ts';
import { NO_ROLES, type TemplateRoles } from './documents/role.ts';
import type { Recognizer, Subject } from './documents/subject.ts';
import type { Syntax, Value } from './syntax/value.ts';

/** How texts are read. */
export interface Reading {
  readonly format: Format;
  readonly syntax: Syntax;
  /** What texts can be: the first that finds something in one settles what that one is. */
  readonly recognizers: readonly Recognizer[];
}

/** What is in a text. */
export interface Read {
  readonly root: Value | undefined;
  readonly subjects: readonly Subject[];
}

const NOTHING: Read = { root: undefined, subjects: [] };

/** Reads texts. One that is none of ours is left after one search through it. */
export class Reader implements Reading {
  readonly format: Format;
  readonly syntax: Syntax;
  readonly recognizers: readonly Recognizer[];
  /** In UTF-16 code units: longer texts are not read. */
  readonly longest: number;
  readonly #mayBeOurs: (text: string) => boolean;
  readonly #candidates: readonly Candidate[];

  constructor({ format, syntax, recognizers }: Reading) {
    this.format = format;
    this.syntax = syntax;
    this.recognizers = recognizers;
    this.longest = syntax.longest ?? LONGEST_TEXT;
    this.#mayBeOurs = syntax.searchFor([...new Set(recognizers.flatMap(({ names }) => names))]);
    this.#candidates = recognizers.map((recognizer) => ({ recognizer, hasName: syntax.searchFor(recognizer.names) }));
  }

  read(text: string, writtenAt: WrittenAt | undefined): Read {
    if (text.length > this.longest || !this.#mayBeOurs(text)) {
      return NOTHING;
    }
    let root: Value | undefined;
    for (const candidate of this.#candidates) {
      if (!this.#mayHold(text, candidate)) {
        continue;
      }
      root ??= this.syntax.parse(text, writtenAt);
      if (root === undefined) {
        return NOTHING;
      }
      const subjects = candidate.recognizer.recognize(root);
      if (subjects.length > 0) {
        return { root, subjects };
      }
    }
    return { root, subjects: [] };
  }

  /** What there is in the outermost value of a text. */
  subjectsIn(root: Value): readonly Subject[] {
    for (const recognizer of this.recognizers) {
      const subjects = recognizer.recognize(root);
      if (subjects.length > 0) {
        return subjects;
      }
    }
    return [];
  }

  /** The roles in the outermost value of a text. */
  rolesIn(root: Value): TemplateRoles {
    const found = this.recognizers.map((recognizer) => recognizer.rolesIn?.(root) ?? NO_ROLES);
    return found.find(({ roles, attachments }) => roles.length + attachments.length > 0) ?? NO_ROLES;
  }

  /** Whether a text is not read, although it may be one of ours. */
  isTooLong(text: string): boolean {
    return text.length > this.longest && this.#candidates.some((candidate) => this.#mayHold(text, candidate));
  }

  #mayHold(text: string, { recognizer, hasName }: Candidate): boolean {
    return hasName(text) && recognizer.mayHold?.(text, this.syntax) !== false;
  }
}

/** The same, that looks for some kinds of documents only. */
export function only(kinds: readonly DocumentKind[], reading: Reading): Reading {
  const isWanted = ({ kind }: Subject): boolean =>
    kinds.includes(kind === 'container-definitions' ? 'task-definition' : kind);
  return {
    ...reading,
    recognizers: reading.recognizers
      .filter((recognizer) => recognizer.kinds.some((kind) => kinds.includes(kind)))
      .map((recognizer) => ({
        ...recognizer,
        recognize: (root: Value) => recognizer.recognize(root).filter(isWanted),
      })),
  };
}

interface Candidate {
  readonly recognizer: Recognizer;
  /** Whether a text has one of its names. */
  readonly hasName: (text: string) => boolean;
}
