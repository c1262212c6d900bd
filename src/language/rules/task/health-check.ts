import { Spelling } from '../../documents/closest.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { limitPassed } from '../limits.ts';
import { nameOf } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

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

/** The path of a program, without arguments. */
const LONE_PATH = /^\/\S+$/;

const messages = {
  outOfRange: {
    severity: 'error',
    text: 'The "{property}" of the health check of container "{container}" must be from {least} to {most}.',
  },
  disputedTimeout: {
    severity: 'information',
    text: 'The API reference of AWS limits the "{.timeout}" of a health check to {most} seconds.',
  },
  // ECS and Docker accept it.
  shortInterval: {
    severity: 'information',
    text: 'The health check of container "{container}" has an "{.interval}" below its "{.timeout}", {timeout} seconds.',
  },
  // ECS registers it.
  wrongFirstWord: {
    severity: 'warning',
    text: 'The health check of container "{container}" must start with "CMD", "CMD-SHELL" or "NONE", not "{word}".',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 * Another first word leads "to health checks being always unknown":
 * https://github.com/awsdocs/amazon-ecs-developer-guide/pull/9. Only a program without arguments needs none; AWS has
 * its collector, whose image has no shell, checked with `["/healthcheck"]`:
 * https://github.com/aws-observability/aws-otel-collector/issues/2034. With CMD, that has failed:
 * https://github.com/aws/aws-cdk/issues/34389
 */
export const healthCheck = defineRule({
  id: 'task/health-check',
  on: 'task-definition',
  speaksOf: ['healthCheck'],
  messages,
  check({ taskDefinition, report }) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const check = container.get('healthCheck');
      if (check.kind !== 'object') {
        continue;
      }
      const { label } = container;
      checkLimits(check, label, report);
      checkInterval(check, label, report);
      checkCommand({ command: check.get('command'), container: label }, spelling, report);
    }
  },
});

function checkLimits(check: Value, container: string, report: Report): void {
  for (const [name, least, most] of LIMITS) {
    const value = check.get(name);
    const limit = limitPassed(value, least, most);
    if (limit === undefined) {
      continue;
    }
    const isDisputed = name === 'timeout' && limit === most && (value.number ?? 0) <= LONGEST_TIMEOUT_OF_CDK;
    const fixes = name === 'interval' ? intervals(value, limit, check.get('timeout').number) : [changeTo(value, limit)];
    if (isDisputed) {
      report({ at: value, message: 'disputedTimeout', values: { most }, fixes });
    } else {
      const values = { property: nameOf(value), container, least, most };
      report({ at: value, message: 'outOfRange', values, fixes });
    }
  }
}

/** An interval should not be shorter than the timeout, either. */
function intervals(interval: Value, limit: number, timeout = 0): readonly Remedy[] {
  const [, , most] = LIMITS[0];
  return timeout > most ? [] : [changeTo(interval, Math.max(limit, timeout))];
}

/** "Health check interval should be longer than timeout.", says AWS's CDK, and accepts two that are equal. */
function checkInterval(check: Value, container: string, report: Report): void {
  const interval = check.get('interval');
  const timeout = check.get('timeout').number;
  const [, least, most] = LIMITS[0];
  if (interval.number === undefined || timeout === undefined || interval.number < least || interval.number >= timeout) {
    return;
  }
  const fixes = timeout <= most ? [changeTo(interval, timeout)] : [];
  report({ at: interval, message: 'shortInterval', values: { container, timeout }, fixes });
}

interface Command {
  readonly command: Value;
  /** How to call the container. */
  readonly container: string;
}

function checkCommand({ command, container }: Command, spelling: Spelling, report: Report): void {
  const [first] = command.items;
  if (command.kind !== 'array' || first?.string === undefined || FIRST_WORDS.includes(first.string)) {
    return;
  }
  if (command.children.length === 1 && LONE_PATH.test(first.string)) {
    return;
  }
  report({
    at: first,
    message: 'wrongFirstWord',
    values: { container, word: first.string },
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
    return command.items.slice(0, 1).map((word) => changeTo(word, meant));
  }
  return [changeTo(command, [rest.length === 0 && /\s/.test(first) ? 'CMD-SHELL' : 'CMD', first, ...rest])];
}
