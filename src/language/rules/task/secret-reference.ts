import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import { secretsIn } from '../../documents/secrets.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

/** What follows the ARN of a secret to pick a part of it; each of the three may be empty. */
const SELECTOR_FORM = ':json-key:version-stage:version-id';
const SELECTORS = 3;

const messages = {
  otherArn: {
    severity: 'warning',
    text: 'The {.valueFrom} of secret "{secret}" must be the ARN of a secret or of a parameter.',
  },
  noRegionOrAccount: {
    severity: 'warning',
    text: 'The ARN of secret "{secret}" must have a region and an account of 12 digits.',
  },
  wrongColons: {
    severity: 'warning',
    text: 'The ARN of secret "{secret}" must end after its name, or go on with {form} and all of its colons.',
  },
  stageAndId: {
    severity: 'warning',
    text: 'Select the version of secret "{secret}" by its stage or by its ID, not by both.',
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
      for (const { reference, label } of secretsIn(container)) {
        checkReference(reference, label, report);
      }
    }
  },
});

function checkReference(value: Value, secret: string, report: Report): void {
  const reference = value.string;
  if (reference !== undefined && isArn(reference)) {
    checkArn({ value, reference, secret }, report);
  }
}

/** An ARN where it stands, and how to call the secret. */
interface Reference {
  readonly value: Value;
  readonly reference: string;
  readonly secret: string;
}

function checkArn(of: Reference, report: Report): void {
  const { value: at, secret } = of;
  const arn = parseArn(of.reference);
  const isForSecret = arn?.service === 'secretsmanager' && arn.resource.startsWith('secret:');
  const isForParameter = arn?.service === 'ssm' && arn.resource.startsWith('parameter/');
  if (arn === undefined || !isPartition(arn.partition) || !(isForSecret || isForParameter)) {
    report({ at, message: 'otherArn', values: { secret } });
  } else if (arn.region === '' || !mayBeAccount(arn.account)) {
    report({ at, message: 'noRegionOrAccount', values: { secret } });
  } else if (isForSecret) {
    const [, , ...selectors] = arn.resource.split(':');
    checkSelectors(of, selectors, report);
  }
}

function checkSelectors(
  { value: at, reference, secret }: Reference,
  selectors: readonly string[],
  report: Report,
): void {
  const [, stage = '', version = ''] = selectors;
  const values = { secret, form: SELECTOR_FORM };
  if (selectors.length > SELECTORS) {
    report({ at, message: 'wrongColons', values });
  } else if (selectors.length > 0 && selectors.length < SELECTORS) {
    const complete = reference + ':'.repeat(SELECTORS - selectors.length);
    report({ at, message: 'wrongColons', values, fixes: [changeTo(at, complete, true)] });
  } else if (stage !== '' && version !== '') {
    report({ at, message: 'stageAndId', values: { secret } });
  }
}
