import type { Severity } from '../../language/api.ts';
import { escapeJson } from '../../sanitize.ts';
import type { Formatter } from './format.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };

/** SARIF 2.1.0, which code scanning services take: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Formatter = (reports, { version }) => {
  const used = new Map(
    reports.flatMap(({ findings }) => findings.map(({ rule, documentation }) => [rule, documentation])),
  );
  const rules = [...used].map(([id, documentation]) => ({ id, helpUri: documentation }));
  const results = reports.flatMap(({ path, findings }) =>
    findings.map(({ rule, severity, message, start, end }) => ({
      ruleId: rule,
      level: LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: toUri(path) },
            region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
          },
        },
      ],
    })),
  );
  const log = JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'ecs-exec-lint', version, informationUri: 'https://github.com/ecs-exec/ecs-exec', rules },
          },
          columnKind: 'utf16CodeUnits',
          results,
        },
      ],
    },
    undefined,
    2,
  );
  return escapeJson(log);
};

/** A relative reference: what a path may hold besides letters must not make it a query, a fragment or a scheme. */
function toUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
