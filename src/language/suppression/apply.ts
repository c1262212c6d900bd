import { type Text, text } from '../../text.ts';
import type { Configuration, Finding, Fix, Range, TextEdit } from '../api.ts';
import { inPlace } from '../finding.ts';
import { Spelling } from '../rules/closest.ts';
import { CONFIGURATION_PAGE } from '../rules/documentation.ts';
import { isRule, noSuchRule, ruleMeantBy } from '../rules/names.ts';
import type { Source } from '../syntax/value.ts';
import { DIRECTIVE, type Directive, directivesIn, type RuleName } from './directive.ts';
import { withoutName } from './write.ts';

/**
 * Findings, in the order of their places, without those that comments in the text keep from being reported, and with
 * the comments that keep nothing from it.
 */
export function applySuppressions(
  findings: readonly Finding[],
  source: Source,
  { levels }: Configuration,
): readonly Finding[] {
  const directives = directivesIn(source);
  if (directives.length === 0) {
    return findings;
  }
  const used = new Set<RuleName>();
  const lines = linesOf(directives);
  let at = 0;
  const left = findings.filter(({ rule, range }) => {
    while ((lines[at]?.end ?? Infinity) < range.start) {
      at++;
    }
    const line = lines[at];
    const names = line === undefined || range.start < line.start ? undefined : line.names.get(rule);
    for (const name of names ?? []) {
      used.add(name);
    }
    return names === undefined;
  });
  // While something is typed, what is not found now may well be found when it is finished.
  if (!source.complete) {
    return left;
  }
  const isUnused = (name: RuleName): boolean => !used.has(name) && levels.get(name.rule) !== 'off';
  const spelling = new Spelling();
  return inPlace([...left, ...directives.flatMap((directive) => review(directive, source.text, isUnused, spelling))]);
}

/** A line that directives are for. */
interface Line extends Range {
  /** By rule. */
  readonly names: Map<string, RuleName[]>;
}

/** In their order. */
function linesOf(directives: readonly Directive[]): readonly Line[] {
  const lines: Line[] = [];
  for (const { names, line } of directives) {
    let last = lines.at(-1);
    if (last?.end !== line.end) {
      lines.push((last = { ...line, names: new Map() }));
    }
    for (const name of names) {
      const same = last.names.get(name.rule);
      if (same === undefined) {
        last.names.set(name.rule, [name]);
      } else {
        same.push(name);
      }
    }
  }
  return lines;
}

/** What is wrong with a directive: it names no rule, none that there is, or one that finds nothing. */
function review(
  directive: Directive,
  source: string,
  isUnused: (name: RuleName) => boolean,
  spelling: Spelling,
): readonly Finding[] {
  const { comment, names } = directive;
  if (names.length === 0) {
    return [finding(comment, text('Name the rules to disable, after {0}.', DIRECTIVE), [])];
  }
  return names.filter(isUnused).map((name) => {
    if (isRule(name.rule)) {
      const title = text('Remove "{0}" from the comment', name.rule);
      const edits = (): readonly TextEdit[] => [withoutName(source, directive, name)];
      return finding(name, text('The next line has no finding of "{0}".', name.rule), [{ title, safe: false, edits }]);
    }
    const meant = ruleMeantBy(name.rule, spelling);
    return finding(name, noSuchRule(name.rule, meant), meant === undefined ? [] : [renaming(name, meant)]);
  });
}

function renaming({ start, end }: RuleName, meant: string): Fix {
  return { title: text('Change it to "{0}"', meant), safe: false, edits: () => [{ start, end, text: meant }] };
}

function finding({ start, end }: Range, message: Text, fixes: readonly Fix[]): Finding {
  const documentation = CONFIGURATION_PAGE;
  return { rule: 'config/suppression', severity: 'information', message, range: { start, end }, documentation, fixes };
}
