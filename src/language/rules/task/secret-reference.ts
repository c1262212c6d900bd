import { type Text, text } from '../../../text.ts';
import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule, Report } from '../rule.ts';

/** What a parameter's name is made of, and a version after a colon. */
const PARAMETER_NAME = /^[\w./:-]+$/;

/** What follows the ARN of a secret to pick a part of it; each of the three may be empty. */
const SELECTOR_FORM = ':json-key:version-stage:version-id';
const SELECTORS = 3;

/**
 * What `valueFrom` can be. With colons missing after a secret's ARN the task does not start: "unexpected ARN format
 * with parameters when trying to retrieve ASM secret".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export const secretReference: OldRule = {
  id: 'task/secret-reference',
  severity: 'warning',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      for (const secret of container.get('secrets').children) {
        checkReference(secret.get('valueFrom'), report);
      }
      const options = container.get('logConfiguration', 'secretOptions').children;
      for (const secret of options) {
        checkReference(secret.get('valueFrom'), report);
      }
    }
  },
};

function checkReference(value: Value, report: Report): void {
  const reference = value.string;
  if (reference === undefined) {
    return;
  }
  if (isArn(reference)) {
    checkArn(value, reference, report);
  } else if (!PARAMETER_NAME.test(reference)) {
    report({ at: value, message: text('This is neither an ARN nor the name of a parameter in Parameter Store.') });
  }
}

function checkArn(value: Value, reference: string, report: Report): void {
  const arn = parseArn(reference);
  const isForSecret = arn?.service === 'secretsmanager' && arn.resource.startsWith('secret:');
  const isForParameter = arn?.service === 'ssm' && arn.resource.startsWith('parameter/');
  if (arn === undefined || !isPartition(arn.partition) || !(isForSecret || isForParameter)) {
    report({ at: value, message: text('This is neither the ARN of a secret nor that of a parameter.') });
  } else if (arn.region === '' || !mayBeAccount(arn.account)) {
    report({ at: value, message: text('The ARN of a secret or parameter has a region and an account of 12 digits.') });
  } else if (isForSecret) {
    const [, , ...selectors] = arn.resource.split(':');
    checkSelectors(value, reference, selectors, report);
  }
}

function checkSelectors(value: Value, reference: string, selectors: readonly string[], report: Report): void {
  const [, stage = '', version = ''] = selectors;
  if (selectors.length > SELECTORS) {
    report({ at: value, message: colons() });
  } else if (selectors.length > 0 && selectors.length < SELECTORS) {
    const complete = reference + ':'.repeat(SELECTORS - selectors.length);
    report({ at: value, message: colons(), fixes: [changeTo(value, complete, true)] });
  } else if (stage !== '' && version !== '') {
    report({ at: value, message: text("A secret's version is picked by its stage or by its ID, not by both.") });
  }
}

function colons(): Text {
  return text('After the ARN of a secret comes nothing, or {0} with all its colons.', SELECTOR_FORM);
}
