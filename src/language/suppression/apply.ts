import { sentence, type Text } from '../../text.ts';
import type { Configuration, Finding, Fix, Range, TextEdit } from '../api.ts';
import { Spelling } from '../documents/closest.ts';
import { inPlace } from '../finding.ts';
import type { Messages } from '../rules/define-rule.ts';
import { CONFIGURATION_PAGE } from '../rules/documentation.ts';
import { NAME_MESSAGES } from '../rules/name-messages.ts';
import { isRule, ruleMeantBy, rulesNamed, successorsOf } from '../rules/names.ts';
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
  /** The rules whose findings a name keeps from being reported. */
  const used = new Map<RuleName, Set<string>>();
  const lines = linesOf(directives);
  let at = 0;
  const left = findings.filter(({ rule, range }) => {
    while ((lines[at]?.end ?? Infinity) < range.start) {
      at++;
    }
    const line = lines[at];
    const names = line === undefined || range.start < line.start ? undefined : line.names.get(rule);
    for (const name of names ?? []) {
      used.set(name, (used.get(name) ?? new Set()).add(rule));
    }
    return names === undefined;
  });
  // While something is typed, what is not found now may well be found when it is finished.
  if (!source.complete) {
    return left;
  }
  const usesOf = (name: RuleName): readonly string[] => [...(used.get(name) ?? [])].sort();
  const isUnused = (name: RuleName): boolean => !used.has(name) && levels.get(name.rule) !== 'off';
  const spelling = new Spelling();
  return inPlace([
    ...left,
    ...directives.flatMap((directive) => review(directive, source.text, { usesOf, isUnused }, spelling)),
  ]);
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
      for (const rule of rulesNamed(name.rule)) {
        const sameRule = last.names.get(rule);
        if (sameRule === undefined) {
          last.names.set(rule, [name]);
        } else {
          sameRule.push(name);
        }
      }
    }
  }
  return lines;
}

/** What can be wrong with a directive. */
const MESSAGES = {
  namesNothing: { severity: 'information', text: 'Name the rules to disable, after {directive}.' },
  unused: { severity: 'information', text: 'The next line has no finding of "{name}".' },
  ...NAME_MESSAGES,
} as const satisfies Messages;

/** What the names in directives are good for. */
interface Uses {
  /** The rules whose findings a name keeps from being reported, in order. */
  readonly usesOf: (name: RuleName) => readonly string[];
  readonly isUnused: (name: RuleName) => boolean;
}

/**
 * What is wrong with a directive: it names no rule, none that there is, one that finds nothing, or one that was split.
 */
function review(
  directive: Directive,
  source: string,
  { usesOf, isUnused }: Uses,
  spelling: Spelling,
): readonly Finding[] {
  const { comment, names } = directive;
  if (names.length === 0) {
    return [finding(comment, 'namesNothing', { directive: DIRECTIVE }, [])];
  }
  return names.flatMap((name) => {
    const { rule } = name;
    const successors = successorsOf(rule);
    if (successors !== undefined) {
      const uses = usesOf(name);
      const fix = replacement(name, sentence('Use the new rules'), (uses.length > 0 ? uses : successors).join(', '));
      return [finding(name, 'retiredRule', { name: rule, names: successors.join(', ') }, [fix])];
    }
    if (!isUnused(name)) {
      return [];
    }
    if (isRule(rule)) {
      const title = sentence('Remove "{0}" from the comment', rule);
      const edits = (): readonly TextEdit[] => [withoutName(source, directive, name)];
      return [finding(name, 'unused', { name: rule }, [{ title, safe: false, edits }])];
    }
    const near = ruleMeantBy(rule, spelling);
    return near === undefined
      ? [finding(name, 'unknownRule', { name: rule }, [])]
      : [
          finding(name, 'mistypedRule', { name: rule, near }, [
            replacement(name, sentence('Change it to "{0}"', near), near),
          ]),
        ];
  });
}

function replacement({ start, end }: RuleName, title: Text, names: string): Fix {
  return { title, safe: false, edits: () => [{ start, end, text: names }] };
}

function finding(
  { start, end }: Range,
  messageId: keyof typeof MESSAGES,
  values: Readonly<Record<string, string>>,
  fixes: readonly Fix[],
): Finding {
  const { severity, text: template } = MESSAGES[messageId];
  return {
    rule: 'config/suppression',
    messageId,
    severity,
    message: { template, values },
    range: { start, end },
    documentation: CONFIGURATION_PAGE,
    unnecessary: [],
    fixes,
  };
}
