import { text } from '../../../text.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { Spelling } from '../closest.ts';
import { limitPassed } from '../limits.ts';
import type { OldRule, Remedy, Report } from '../rule.ts';

/** The least and the most of each, in seconds but for the retries. */
const LIMITS = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const;

/** In seconds: AWS's CDK lets a health check take as long as this. */
const LONGEST_TIMEOUT_OF_CDK = 120;

const FIRST_WORDS = ['CMD', 'CMD-SHELL', 'NONE'];

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
export const healthCheck: OldRule = {
  id: 'task/health-check',
  severity: 'error',
  check(taskDefinition, report) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const check = container.get('healthCheck');
      if (check.kind !== 'object') {
        continue;
      }
      checkLimits(check, report);
      checkCommand(check.get('command'), spelling, report);
    }
  },
};

function checkLimits(check: Value, report: Report): void {
  for (const [name, least, most] of LIMITS) {
    const value = check.get(name);
    const limit = limitPassed(value, least, most);
    if (limit === undefined) {
      continue;
    }
    const isDisputed = name === 'timeout' && limit === most && (value.number ?? 0) <= LONGEST_TIMEOUT_OF_CDK;
    report({
      at: value,
      severity: isDisputed ? 'information' : 'error',
      message: text('AWS wants the "{0}" of a health check to be from {1} to {2}.', name, least, most),
      fixes: [changeTo(value, limit)],
    });
  }
}

function checkCommand(command: Value, spelling: Spelling, report: Report): void {
  const [first] = command.items;
  if (command.kind !== 'array' || first?.string === undefined || FIRST_WORDS.includes(first.string)) {
    return;
  }
  report({
    at: first,
    message: text('The command of a health check starts with CMD, CMD-SHELL or NONE, not with "{0}".', first.string),
    fixes: remedies(command, first.string, spelling),
  });
}

function remedies(command: Value, first: string, spelling: Spelling): readonly Remedy[] {
  const [, ...others] = command.items;
  const rest = others.flatMap(({ string }) => (string === undefined ? [] : [string]));
  if (rest.length < others.length) {
    return [];
  }
  // As the console wants it typed: "CMD-SHELL, curl -f http://localhost/ || exit 1".
  const [, word, line] = /^(CMD|CMD-SHELL)\s*,\s*(.+)$/s.exec(first) ?? [];
  if (word !== undefined && line !== undefined) {
    return [changeTo(command, [word, line, ...rest])];
  }
  const meant = spelling.meant(first, FIRST_WORDS);
  if (meant !== undefined) {
    return [changeTo(command, [meant, ...rest])];
  }
  return [changeTo(command, [rest.length === 0 ? 'CMD-SHELL' : 'CMD', first, ...rest])];
}
