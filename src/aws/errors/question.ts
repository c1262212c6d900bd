import type { CredentialsKind } from '../api/connection.ts';

/** What was asked, for the sentence about its failure. */
export interface Question {
  /** The API's own name for the call, `ListTasks`. */
  readonly operation: string;
  /** The service that was asked; its prefix in IAM actions. Amazon ECS unless given. */
  readonly service?: Service;
  /** What was asked for, where the error may not name it. */
  readonly resource?: string;
  /** Where it was asked; undefined where that is not known. */
  readonly host?: string | undefined;
  readonly profile: string;
  /** What gives the credentials; undefined where that could not be settled. */
  readonly credentials: CredentialsKind | undefined;
  readonly region: string;
}

export type Service = keyof typeof NAMES;

const NAMES = {
  ecs: 'Amazon ECS',
  ssm: 'AWS Systems Manager',
  ssmmessages: 'Session Manager',
  kms: 'AWS KMS',
  logs: 'CloudWatch Logs',
  'application-autoscaling': 'Application Auto Scaling',
  sts: 'AWS STS',
  'sso-oauth': 'IAM Identity Center',
  iam: 'AWS IAM',
  ec2: 'Amazon EC2',
  s3: 'Amazon S3',
} as const;

/** The service that was asked, as its users call it. */
export function serviceName({ service = 'ecs' }: Pick<Question, 'service'>): string {
  return NAMES[service];
}

/** The profile that gives the credentials; undefined where it does not. */
export function profileOf({ profile, credentials }: Question): string | undefined {
  return credentials === 'environment' || credentials === 'container' || credentials === 'instance'
    ? undefined
    : profile;
}
