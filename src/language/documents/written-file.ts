import type { Range, TextFile } from '../api.ts';
import type { Mistake, Source, Syntax, Value } from '../syntax/value.ts';
import { saysJson, saysPlainJson } from './file-name.ts';
import type { Subject } from './subject.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** What was found in the text of a file. */
interface Read {
  readonly text: string;
  /** Undefined where nothing was looked for. */
  readonly root: Value | undefined;
  readonly subjects: readonly Subject[];
  /** Its comments that are for the linter. */
  readonly directivesIn: (source: Source) => readonly Range[];
}

/** A file as it is written, for rules about that; what is in it, its subjects know. */
export class WrittenFile {
  readonly #read: Read;
  readonly #file: TextFile;
  readonly #syntax: Syntax;

  constructor(read: Read, file: TextFile, syntax: Syntax) {
    this.#read = read;
    this.#file = file;
    this.#syntax = syntax;
  }

  /** Its outermost value. */
  get root(): Value | undefined {
    return this.#read.root;
  }

  /**
   * Where it stops being what its syntax allows; undefined where it is whole, and where it holds placeholders outside
   * of strings: what becomes of them may well be right.
   */
  get mistake(): Mistake | undefined {
    const { text, root } = this.#read;
    if (!saysJson(this.#file.name) || root?.source.complete === true || root?.source.hasOpenPlaceholders === true) {
      return undefined;
    }
    const mistake = this.#syntax.firstMistake(text);
    return mistake === undefined || this.#syntax.hasOpenPlaceholders(text) ? undefined : visible(mistake, text);
  }

  /** Its comments, those apart that are for the linter; none where comments are allowed. */
  get comments(): { readonly all: readonly Range[]; readonly directives: readonly Range[] } {
    const source = this.#strict?.source;
    if (source === undefined || source.comments.length === 0) {
      return NO_COMMENTS;
    }
    const directives = this.#read.directivesIn(source);
    const kept = new Set(directives);
    return { all: source.comments.filter((comment) => !kept.has(comment)), directives };
  }

  /** None where they are allowed. */
  get trailingCommas(): readonly Range[] {
    return this.#strict?.source.trailingCommas ?? [];
  }

  /** The mark of its encoding at its start, where it should have none, and whether the file is in UTF-16. */
  get byteOrderMark(): (Range & { readonly isUtf16: boolean }) | undefined {
    const { isUtf16 } = this.#file;
    // What IAM makes of a mark that the AWS CLI has passed on is not known. UTF-16, the AWS CLI itself does not read.
    return this.#isInput && this.#read.text.startsWith(BYTE_ORDER_MARK) && (isUtf16 || !this.isPolicy)
      ? { start: 0, end: BYTE_ORDER_MARK.length, isUtf16 }
      : undefined;
  }

  /** Whether it holds a policy: the AWS CLI passes its text on as it is, and IAM reads it. */
  get isPolicy(): boolean {
    return this.#read.subjects.some(({ kind }) => kind === 'policy');
  }

  /** The outermost value of a file that must be JSON alone, and is not made into something else before. */
  get #strict(): Value | undefined {
    const { root } = this.#read;
    return this.#isInput && root?.source.hasOpenPlaceholders === false ? root : undefined;
  }

  /**
   * Whether it is read as it is: nobody hands in what AWS has described, and a service without a name is for ecspresso
   * or a script.
   */
  get #isInput(): boolean {
    return (
      saysPlainJson(this.#file.name) &&
      this.#read.subjects.some(
        (subject) => subject.origin === 'input' && !('service' in subject && subject.service.form === 'nameless'),
      )
    );
  }
}

const NO_COMMENTS = { all: [], directives: [] };

/** At the end of a text is nothing to be seen: what stands before it shows where that is. */
function visible(mistake: Mistake, text: string): Mistake {
  if (mistake.start < text.length) {
    return mistake;
  }
  const end = text.trimEnd().length;
  return { ...mistake, start: Math.max(0, end - 1), end };
}
