import { text } from '../../../text.ts';
import { isPartition, parseArn } from '../../documents/arn.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule, Report } from '../rule.ts';

const MOST = 10;

/**
 * "You can specify up to ten environment files. The file must have a .env file extension."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html
 */
export const environmentFiles: OldRule = {
  id: 'task/environment-files',
  severity: 'error',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      const files = container.get('environmentFiles').children;
      const tooMany = files[MOST];
      if (tooMany !== undefined) {
        report({
          at: tooMany,
          message: text('A container can have {0} environment files, not {1}.', MOST, files.length),
        });
      }
      for (const file of files) {
        checkFile(file.get('value'), report);
      }
    }
  },
};

function checkFile(value: Value, report: Report): void {
  const place = value.string;
  if (place === undefined) {
    return;
  }
  if (!isObjectInS3(place)) {
    const path = pathIn(place);
    report({
      at: value,
      message: text('ECS wants the ARN of an object in S3 here, as in {0}.', 'arn:aws:s3:::bucket/name.env'),
      fixes: path === undefined ? [] : [changeTo(value, `arn:aws:s3:::${path}`)],
    });
  } else if (!place.endsWith('.env')) {
    report({ at: value, severity: 'warning', message: text("An environment file's name must end in {0}.", '.env') });
  }
}

/** What follows the scheme in `s3://bucket/name`. */
function pathIn(place: string): string | undefined {
  const [, bucket, name] = /^s3:\/\/([^/]+\/)([^]+)$/.exec(place) ?? [];
  return bucket === undefined || name === undefined || /[\n\r]/.test(name) ? undefined : bucket + name;
}

function isObjectInS3(place: string): boolean {
  const arn = parseArn(place);
  return arn?.service === 's3' && isPartition(arn.partition) && /^[^/]+\/./.test(arn.resource);
}
