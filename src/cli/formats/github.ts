import type { Severity } from '../../language/api.ts';
import { revealed } from '../../sanitize.ts';
import { SEVERITIES } from '../options.ts';
import type { ReportedFinding } from '../report.ts';
import type { Formatter } from './format.ts';
import { countsOf, summary } from './summary.ts';

/** As GitHub calls annotations. */
const NAMES: Readonly<Record<Severity, string>> = { error: 'errors', warning: 'warnings', information: 'notices' };

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

/** So many annotations of each kind GitHub shows of a step; the others are in its log. */
const MOST_SHOWN = 10;

/**
 * Workflow commands that GitHub Actions shows at the lines of a pull request, the worst first.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Formatter = (reports) => {
  const findings = reports.flatMap(({ path, findings: found }) => found.map((finding) => ({ path, ...finding })));
  const weight = ({ severity }: ReportedFinding): number => SEVERITIES.indexOf(severity);
  const annotations = findings.sort((a, b) => weight(a) - weight(b)).map(annotation);
  return [...notShown(countsOf(reports)), ...annotations, summary(reports)].join('\n');
};

function annotation({
  path,
  rule,
  severity,
  message,
  documentation,
  start,
  end,
}: ReportedFinding & { readonly path: string }): string {
  const properties = {
    file: path,
    line: start.line,
    endLine: end.line,
    // Columns are shown only within a line.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: rule,
  };
  return command(severity, properties, `${message} ${documentation}`);
}

/** An annotation, which comes before all others, of those that GitHub does not show. */
function notShown(counts: ReadonlyMap<Severity, number>): readonly string[] {
  const many = [...counts].filter(([, count]) => count > MOST_SHOWN);
  if (many.length === 0) {
    return [];
  }
  const words = many.map(([severity, count]) => `${MOST_SHOWN} of ${count} ${NAMES[severity]}`);
  const message = `GitHub shows ${words.join(' and ')}. The log of this step has all.`;
  return [command('information', { title: 'ecs-exec-lint' }, message)];
}

function command(severity: Severity, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(message)}`;
}

/** What GitHub does not ask for is made visible: its log is read in terminals, too. */
function escapeData(text: string): string {
  return revealed(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
