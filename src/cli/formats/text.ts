import { styleText } from 'node:util';
import type { Severity } from '../../language/api.ts';
import { revealed } from '../../sanitize.ts';
import type { Excerpt } from '../lines.ts';
import type { FileReport, ReportedFinding } from '../report.ts';
import type { Formatter } from './format.ts';
import { summary } from './summary.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', information: 'blue' };
/** In place of the line of a finding. */
const HIDDEN = '  A link leads to this file, which is outside of the checkout, so its text is not shown.';

/** For people: each finding with the line it stands in, and one on all files at the end. */
export const text: Formatter = (reports, { color }) => {
  const paint: Paint = (style, words) => (color ? styleText(style, words, { validateStream: false }) : words);
  const found = reports.filter(({ findings }) => findings.length > 0).flatMap((report) => describe(report, paint));
  return [...found, summary(reports, (severity, words) => paint(STYLES[severity], words))].join('\n\n');
};

function describe({ path, findings }: FileReport, paint: Paint): readonly string[] {
  return findings.map((finding) => {
    const { rule, severity, message, documentation, start, excerpt } = finding;
    const place = paint('bold', `${revealed(path)}:${start.line}:${start.column}`);
    const head = `${place} ${paint(STYLES[severity], severity)} ${revealed(message)} ${paint('dim', rule)}`;
    const shown = excerpt === undefined ? HIDDEN : frame(finding, excerpt, paint);
    return [head, shown, paint('dim', `  ${documentation}`)].join('\n');
  });
}

/** The line of the finding, with a mark under it. */
function frame({ severity, start, end }: ReportedFinding, excerpt: Excerpt, paint: Paint): string {
  const first = start.column - 1;
  const shown = revealed(excerpt.text.replaceAll('\t', ' '));
  const last = end.line === start.line ? end.column - 1 : excerpt.length;
  const marks = '^'.repeat(Math.max(1, Math.min(last, excerpt.column + excerpt.text.length) - first));
  const gutter = String(start.line);
  const bar = paint('dim', '│');
  return [
    `  ${paint('dim', gutter)} ${bar} ${shown}`,
    `  ${' '.repeat(gutter.length)} ${bar} ${' '.repeat(first - excerpt.column)}${paint(STYLES[severity], marks)}`,
  ].join('\n');
}
