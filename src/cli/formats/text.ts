import { styleText } from 'node:util';
import type { Severity } from '../../language/api.ts';
import { revealed } from '../../sanitize.ts';
import type { FileReport, ReportedFinding } from '../report.ts';
import type { Formatter } from './format.ts';
import { summary } from './summary.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', information: 'blue' };
/** In place of the line of a finding. */
const HIDDEN = '  A link leads to this file, which is outside of the checkout, so its text is not shown.';
/** Longer lines are cut around the finding. */
const WIDTH = 120;

/** For people: each finding with the line it stands in, and one on all files at the end. */
export const text: Formatter = (reports, { color }) => {
  const paint: Paint = (style, words) => (color ? styleText(style, words, { validateStream: false }) : words);
  const found = reports.filter(({ findings }) => findings.length > 0).flatMap((report) => describe(report, paint));
  return [...found, summary(reports, (severity, words) => paint(STYLES[severity], words))].join('\n\n');
};

function describe({ path, text: whole, findings, isQuotable }: FileReport, paint: Paint): readonly string[] {
  const lines = whole.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  return findings.map((finding) => {
    const { rule, severity, message, documentation, start } = finding;
    const head = `${paint('bold', `${revealed(path)}:${start.line}:${start.column}`)} ${paint(STYLES[severity], severity)} ${revealed(message)} ${paint('dim', rule)}`;
    const shown = isQuotable ? frame(lines[start.line - 1] ?? '', finding, paint) : HIDDEN;
    return [head, shown, paint('dim', `  ${documentation}`)].join('\n');
  });
}

/** The line of the finding, with a mark under it. */
function frame(source: string, { severity, start, end }: ReportedFinding, paint: Paint): string {
  const first = start.column - 1;
  const cut = source.length > WIDTH ? Math.max(0, Math.min(first - WIDTH / 2, source.length - WIDTH)) : 0;
  const shown = revealed(source.slice(cut, cut + WIDTH).replaceAll('\t', ' '));
  const last = end.line === start.line ? end.column - 1 : source.length;
  const marks = '^'.repeat(Math.max(1, Math.min(last, cut + WIDTH) - first));
  const gutter = String(start.line);
  const bar = paint('dim', '│');
  return [
    `  ${paint('dim', gutter)} ${bar} ${shown}`,
    `  ${' '.repeat(gutter.length)} ${bar} ${' '.repeat(first - cut)}${paint(STYLES[severity], marks)}`,
  ].join('\n');
}
