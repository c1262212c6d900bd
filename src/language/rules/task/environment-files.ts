import { isObjectInS3, objectAtUrl } from '../../documents/s3-object.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const MOST = 10;

const messages = {
  notInS3: {
    severity: 'error',
    text: 'An environment file of container "{container}" must be an ARN, such as "arn:aws:s3:::bucket/name.env".',
  },
  tooMany: {
    severity: 'error',
    text: 'Container "{container}" can have at most {most} environment files, not {count}.',
  },
  wrongExtension: {
    severity: 'warning',
    text: 'The name of an environment file of container "{container}" must end in ".env".',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "You can specify up to ten environment files. The file must have a .env file extension."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html
 */
export const environmentFiles = defineRule({
  id: 'task/environment-files',
  on: 'task-definition',
  speaksOf: ['environmentFiles'],
  messages,
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const files = container.get('environmentFiles').children;
      const tooMany = files[MOST];
      if (tooMany !== undefined) {
        report({
          at: tooMany,
          message: 'tooMany',
          values: { container: container.label, most: MOST, count: files.length },
        });
      }
      for (const file of files) {
        checkFile(file.get('value'), container.label, report);
      }
    }
  },
});

function checkFile(value: Value, container: string, report: Report): void {
  const place = value.string;
  if (place === undefined) {
    return;
  }
  if (!isObjectInS3(place)) {
    const arn = objectAtUrl(place);
    report({
      at: value,
      message: 'notInS3',
      values: { container },
      fixes: arn === undefined ? [] : [changeTo(value, arn)],
    });
  } else if (!place.endsWith('.env')) {
    report({ at: value, message: 'wrongExtension', values: { container } });
  }
}
