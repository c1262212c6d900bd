import help from '../../../docs/rules/help.json' with { type: 'json' };
import type { Severity } from '../../language/api.ts';
import { RULES } from '../../language/index.ts';
import { escapeJson } from '../../sanitize.ts';
import { SEVERITIES } from '../options.ts';
import type { Formatter } from './format.ts';
import { plain } from './plain.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };

const HELP: Readonly<Record<string, typeof OF_CONFIGURATION | undefined>> = help;

/** Of findings about the configuration, and about comments for the linter. */
const OF_CONFIGURATION = {
  summary: 'The configuration, and comments for the linter, must say something that the linter understands.',
  why: 'What it does not understand has no effect.',
  help: 'The page on the configuration says what it can hold, which limits there are, and how comments are written.',
};

/** SARIF 2.1.0, which code scanning services take: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Formatter = (reports, { version }) => {
  const used = new Map(
    reports.flatMap(({ findings }) => findings.map(({ rule, documentation }) => [rule, documentation])),
  );
  const rules = [...used].map(([id, documentation]) => describe(id, documentation));
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

/** What a rule's page says, for those who show it beside a finding. */
function describe(id: string, helpUri: string): object {
  const { summary, why, help: markdown } = HELP[id] ?? OF_CONFIGURATION;
  const messages = RULES.find((rule) => rule.id === id)?.messages ?? {};
  const severities = Object.values(messages).map(({ severity }) => severity);
  const worst = SEVERITIES.find((severity) => severities.includes(severity)) ?? 'information';
  return {
    id,
    shortDescription: { text: plain(summary) },
    fullDescription: { text: plain(why) },
    help: { text: plain(markdown), markdown },
    helpUri,
    defaultConfiguration: { level: LEVELS[worst] },
  };
}

/** A relative reference: what a path may hold besides letters must not make it a query, a fragment or a scheme. */
function toUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
