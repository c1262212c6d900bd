import type { Severity } from '../../language/api.ts';
import { revealed } from '../../sanitize.ts';
import type { Formatter } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

/**
 * Workflow commands that GitHub Actions shows at the lines of a pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Formatter = (reports) =>
  reports
    .flatMap(({ path, findings }) =>
      findings.map(({ rule, severity, message, documentation, start, end }) => {
        const properties = {
          file: path,
          line: start.line,
          endLine: end.line,
          // Columns are shown only within a line.
          ...(start.line === end.line && { col: start.column, endColumn: end.column }),
          title: rule,
        };
        const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
        return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(`${message} ${documentation}`)}`;
      }),
    )
    .join('\n');

/** What GitHub does not ask for is made visible: its log is read in terminals, too. */
function escapeData(text: string): string {
  return revealed(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
