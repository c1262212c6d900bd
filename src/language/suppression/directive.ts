import type { Range } from '../api.ts';
import { endOfLine } from '../syntax/lines.ts';
import type { Source } from '../syntax/value.ts';

/**
 * What a comment says that keeps rules from reporting: `// ecs-exec-disable-next-line exec/init-process -- the reason`.
 */
export const DIRECTIVE = 'ecs-exec-disable-next-line';

/** The directive at the beginning of a comment, and then what follows, up to the reason. */
const COMMENT = new RegExp(`^[*\\s]*${DIRECTIVE}(?![\\w-])`);
const END = /\s--/;

/** A rule named in a directive, and where. */
export interface RuleName extends Range {
  readonly rule: string;
}

/** A comment that keeps rules from reporting anything in one line. */
export interface Directive {
  readonly comment: Range;
  readonly names: readonly RuleName[];
  /** The part of the line that can have findings. */
  readonly line: Range;
}

/**
 * The directives in a text, in their order. Each is for the line of the first value or name after it, whatever
 * comments are between; that is never its own line.
 */
export function directivesIn({ text, comments, syntax }: Source): readonly Directive[] {
  if (comments.length === 0 || !text.includes(DIRECTIVE)) {
    return [];
  }
  const directives: Directive[] = [];
  // Each of these is looked for only beyond where it was found before, so that no text is gone through twice.
  let next = -1;
  let lineBreak = -1;
  let end = -1;
  for (const comment of comments) {
    const names = namesIn(text, syntax.comments.contentOf(text, comment));
    if (names === undefined) {
      continue;
    }
    if (next < comment.end) {
      next = syntax.comments.skip(text, comment.end);
    }
    if (lineBreak < comment.end) {
      lineBreak = endOfLine(text, comment.end);
    }
    const start = Math.max(next, lineBreak + 1);
    if (end < start) {
      end = endOfLine(text, start);
    }
    directives.push({ comment, names, line: { start, end } });
  }
  return directives;
}

/** The comments in a text that are directives, in their order. */
export function directiveCommentsIn(source: Source): readonly Range[] {
  return directivesIn(source).map(({ comment }) => comment);
}

/** The rules that a comment names, or undefined when it is no directive. */
function namesIn(text: string, { start, end }: Range): readonly RuleName[] | undefined {
  const comment = text.slice(start, end);
  const directive = COMMENT.exec(comment)?.[0];
  if (directive === undefined) {
    return undefined;
  }
  const rest = comment.slice(directive.length);
  const list = rest.slice(0, END.exec(rest)?.index);
  const offset = start + directive.length;
  return Array.from(list.matchAll(/[^\s,]+/g), ({ 0: rule, index }) => ({
    rule,
    start: offset + index,
    end: offset + index + rule.length,
  }));
}
