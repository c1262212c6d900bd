import { COMMON } from './common.ts';
import { EC2 } from './ec2.ts';
import { ECS } from './ecs.ts';
import type { Explanation, Names } from './explanation.ts';
import type { Failure } from './failure.ts';
import { IAM } from './iam.ts';
import { KMS } from './kms.ts';
import { LOGS } from './logs.ts';
import type { Question, Service } from './question.ts';
import { S3 } from './s3.ts';
import { SSM } from './ssm.ts';
import { SSO } from './sso.ts';

/** The names that a service does not share with the others. */
const OWN: Readonly<Record<Service, Names | undefined>> = {
  ecs: ECS,
  ssm: SSM,
  kms: KMS,
  logs: LOGS,
  'application-autoscaling': undefined,
  ssmmessages: undefined,
  sts: undefined,
  'sso-oauth': SSO,
  iam: IAM,
  ec2: EC2,
  s3: S3,
};

/** What an error means by its name, as the service that was asked means it; undefined where the name says nothing. */
export function explainByName(failure: Failure, question: Question): Explanation | undefined {
  const explain = OWN[question.service ?? 'ecs']?.get(failure.name) ?? COMMON.get(failure.name);
  return explain?.(failure, question);
}
