import { isArn, parseArn } from '../../documents/arn.ts';
import { mayBeCompleted } from '../../documents/legal-name.ts';
import { secretsIn } from '../../documents/secrets.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

/** In characters. */
const LONGEST = 2048;
/** Beside letters and digits. */
const ALLOWED = '. - _ /';

/** A name, and a version or a label after a colon. */
const PARAMETER = /^[\w./-]+(:[\w.-]+)?$/;
/** What picks a part of a secret, as `:key::`. */
const SELECTORS = /^[^:]+:[^:]*:[^:]*:[^:]*$/;

const messages = {
  illegal: {
    severity: 'error',
    text: 'The parameter of secret "{secret}" can only have letters, digits and {allowed} in its name.',
  },
  tooLong: {
    severity: 'error',
    text: 'The parameter of secret "{secret}" can have at most {most} characters in its name, not {count}.',
  },
  nameWithSelectors: {
    severity: 'error',
    text: 'Secret "{secret}" needs a full ARN before its colons, because ECS reads a name as that of a parameter.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "The Systems Manager parameter name specified for secret JWT_KEY is invalid. The parameter name can be up to 2048
 * characters and include the following letters and symbols: a-zA-Z0-9_.-": RegisterTaskDefinition's answer. Slashes are
 * accepted, too.
 * Source: https://github.com/aws/copilot-cli/issues/3446
 */
export const parameterName = defineRule({
  id: 'task/parameter-name',
  on: 'task-definition',
  speaksOf: ['secrets', 'logConfiguration'],
  messages,
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      for (const { reference, label } of secretsIn(container)) {
        const parameter = parameterIn(reference.string ?? '');
        if (parameter !== undefined) {
          checkParameter(reference, parameter, label, report);
        }
      }
    }
  },
});

/** The name of the parameter that a secret is taken from, with its version; undefined where it is taken elsewhere. */
function parameterIn(reference: string): string | undefined {
  if (!isArn(reference)) {
    return reference === '' ? undefined : reference;
  }
  const arn = parseArn(reference);
  return arn?.service === 'ssm' && arn.resource.startsWith('parameter/')
    ? arn.resource.slice('parameter/'.length)
    : undefined;
}

function checkParameter(at: Value, parameter: string, secret: string, report: Report): void {
  if (parameter.length > LONGEST) {
    report({ at, message: 'tooLong', values: { secret, most: LONGEST, count: parameter.length } });
  } else if (PARAMETER.test(parameter) || mayBeCompleted(parameter)) {
    return;
  } else if (SELECTORS.test(parameter)) {
    report({ at, message: 'nameWithSelectors', values: { secret } });
  } else {
    report({ at, message: 'illegal', values: { secret, allowed: ALLOWED } });
  }
}
