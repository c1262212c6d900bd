import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

/** What follows the ARN of a secret to pick a part of it; each of the three may be empty. */
const SELECTOR_FORM = ':json-key:version-stage:version-id';
const SELECTORS = 3;

const messages = {
  otherArn: { severity: 'warning', text: '{.valueFrom} must be the ARN of a secret or of a parameter.' },
  noRegionOrAccount: {
    severity: 'warning',
    text: 'The ARN of a secret or parameter must have a region and an account of 12 digits.',
  },
  wrongColons: {
    severity: 'warning',
    text: 'The ARN of a secret must end after its name, or go on with {form} and all of its colons.',
  },
  stageAndId: {
    severity: 'warning',
    text: 'Select the version of a secret by its stage or by its ID, not by both.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * What `valueFrom` can be. With colons missing after a secret's ARN the task does not start: "unexpected ARN format
 * with parameters when trying to retrieve ASM secret".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export const secretReference = defineRule({
  id: 'task/secret-reference',
  on: 'task-definition',
  speaksOf: ['secrets', 'logConfiguration'],
  messages,
  check({ taskDefinition, report }) {
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
});

function checkReference(value: Value, report: Report): void {
  const reference = value.string;
  if (reference !== undefined && isArn(reference)) {
    checkArn(value, reference, report);
  }
}

function checkArn(value: Value, reference: string, report: Report): void {
  const arn = parseArn(reference);
  const isForSecret = arn?.service === 'secretsmanager' && arn.resource.startsWith('secret:');
  const isForParameter = arn?.service === 'ssm' && arn.resource.startsWith('parameter/');
  if (arn === undefined || !isPartition(arn.partition) || !(isForSecret || isForParameter)) {
    report({ at: value, message: 'otherArn' });
  } else if (arn.region === '' || !mayBeAccount(arn.account)) {
    report({ at: value, message: 'noRegionOrAccount' });
  } else if (isForSecret) {
    const [, , ...selectors] = arn.resource.split(':');
    checkSelectors(value, reference, selectors, report);
  }
}

function checkSelectors(value: Value, reference: string, selectors: readonly string[], report: Report): void {
  const [, stage = '', version = ''] = selectors;
  if (selectors.length > SELECTORS) {
    report({ at: value, message: 'wrongColons', values: { form: SELECTOR_FORM } });
  } else if (selectors.length > 0 && selectors.length < SELECTORS) {
    const complete = reference + ':'.repeat(SELECTORS - selectors.length);
    report({
      at: value,
      message: 'wrongColons',
      values: { form: SELECTOR_FORM },
      fixes: [changeTo(value, complete, true)],
    });
  } else if (stage !== '' && version !== '') {
    report({ at: value, message: 'stageAndId' });
  }
}
