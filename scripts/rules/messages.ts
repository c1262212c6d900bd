import type { DefinedRule, Message } from '../../src/language/rules/define-rule.ts';

const BEGIN = '<!-- messages: written by scripts/rules.ts -->';
const END = '<!-- end of messages -->';

/**
 * The page of a rule with the table of what the rule can say made anew: before the first section, where it is put when
 * it is not there yet.
 */
export function withMessages(page: string, rule: Pick<DefinedRule, 'messages' | 'alsoReportedBy'>): string {
  const written = `${BEGIN}\n\n${tableOf(rule)}\n\n${END}\n\n`;
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  const section = page.indexOf('\n## ') + 1;
  return begin < 0 || end < begin
    ? page.slice(0, section) + written + page.slice(section)
    : page.slice(0, begin) + written + page.slice(end + END.length).replace(/^\n+/, '');
}

function tableOf({ messages, alsoReportedBy = [] }: Pick<DefinedRule, 'messages' | 'alsoReportedBy'>): string {
  const rows = Object.entries(messages).map(([id, message]) => rowOf(id, message));
  const others = alsoReportedBy.length === 0 ? [] : ['', `Also reported by ${alsoReportedBy.join(', ')}.`];
  return ['| Message | Severity | What it says |', '|---|---|---|', ...rows, ...others].join('\n');
}

/** Values are set in italics, names of properties as code. */
function rowOf(id: string, { severity, text }: Message): string {
  const sentence = text
    .replaceAll('|', '\\|')
    .replace(/"?\{\.(\w+)\}"?/g, '`$1`')
    .replace(/\{(\w+)\}/g, '*$1*');
  return `| \`${id}\` | ${severity} | ${sentence} |`;
}
