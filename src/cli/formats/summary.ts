import type { Severity } from '../../language/api.ts';
import { SEVERITIES } from '../options.ts';
import type { FileReport } from '../report.ts';

/** How a count of findings is shown. */
type Show = (severity: Severity, words: string) => string;

/** One line on all files: how many were checked and passed over, what was found, and how many were fixed. */
export function summary(reports: readonly FileReport[], show: Show = (_, words) => words): string {
  const checked = reports.filter(({ state }) => state === 'checked').length;
  const others = reports.filter(({ state }) => state !== 'checked' && state !== 'configuration').length;
  const all = reports.flatMap(({ findings }) => findings);
  const fixable = all.filter((finding) => finding.fixable).length;
  const hint = fixable === 0 ? '' : ` ${fixable} can be fixed with --fix.`;
  const fixed = reports.filter(({ isFixed }) => isFixed === true).length;
  const done = fixed === 0 ? '' : ` --fix changed ${files(fixed)}.`;
  return `${files(checked)} checked, ${others} passed over: ${found(countsOf(reports), show)}.${done}${hint}`;
}

function files(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}

/** How many findings there are of each severity. */
export function countsOf(reports: readonly FileReport[]): ReadonlyMap<Severity, number> {
  const counts = new Map<Severity, number>(SEVERITIES.map((severity) => [severity, 0]));
  for (const { severity } of reports.flatMap(({ findings }) => findings)) {
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return counts;
}

function found(counts: ReadonlyMap<Severity, number>, show: Show): string {
  const words = [...counts]
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => show(severity, `${count} × ${severity}`));
  return words.length === 0 ? 'no findings' : words.join(', ');
}
