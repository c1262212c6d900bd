import type { Finding, TextEdit } from '../api.ts';
import { isRule } from '../rules/names.ts';
import { indentBefore, lineBreakAt, skipBlanks, skipLineBreak } from '../syntax/lines.ts';
import type { Source } from '../syntax/value.ts';
import { DIRECTIVE, type Directive, directivesIn, type RuleName } from './directive.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** See {@link OpenText.suppress}. */
export function suppress(
  source: Source,
  { rule, range }: Finding,
  areCommentsAllowed: boolean,
): readonly TextEdit[] | undefined {
  const { text, syntax } = source;
  if (!isRule(rule)) {
    return undefined;
  }
  if (!areCommentsAllowed && source.comments.length === 0) {
    return undefined;
  }
  const directive = directivesIn(source).find(({ line }) => line.start <= range.start && range.start <= line.end);
  const last = directive?.names.at(-1);
  if (last !== undefined) {
    return [{ start: last.end, end: last.end, text: `, ${rule}` }];
  }
  const line = startOfLine(text, range.start);
  // A comment that ends in this line would swallow one that is put at the line's start.
  if (source.comments.some(({ start, end }) => start < line && line < end)) {
    return undefined;
  }
  const indent = text.slice(line, skipBlanks(text, line));
  const comment = syntax.comments.line(`${DIRECTIVE} ${rule}`);
  return [{ start: line, end: line, text: `${indent}${comment}${lineBreakAt(text, line)}` }];
}

/** Takes a name out of a directive; the comment goes with its last name, and its line if it had one to itself. */
export function withoutName(text: string, { comment, names }: Directive, name: RuleName): TextEdit {
  const index = names.indexOf(name);
  const [before, after] = [names[index - 1], names[index + 1]];
  if (after !== undefined) {
    return { start: name.start, end: after.start, text: '' };
  }
  if (before !== undefined) {
    return { start: before.end, end: name.end, text: '' };
  }
  const indent = indentBefore(text, comment.start);
  const nextLine = skipLineBreak(text, skipBlanks(text, comment.end));
  if (indent === undefined || nextLine === undefined) {
    return { ...comment, text: '' };
  }
  return { start: comment.start - indent.length, end: nextLine, text: '' };
}

function startOfLine(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return start === 0 && text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : start;
}
