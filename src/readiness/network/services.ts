import type { ExecConfiguration } from '../../aws/api/details.ts';

/** A service of AWS that a session needs, as seen from the network. */
export interface Service {
  /** What the task calls there, and an endpoint's policy must allow. */
  readonly actions: readonly string[];
  /** Whether its endpoints may be gateways, which are free and stand in route tables. */
  readonly hasGateways: boolean;
}

const SERVICES: Readonly<Record<string, Service>> = {
  // Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
  ssmmessages: {
    actions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    hasGateways: false,
  },
  // Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
  kms: { actions: ['kms:Decrypt'], hasGateways: false },
  logs: {
    actions: ['logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    hasGateways: false,
  },
  s3: { actions: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:PutObject'], hasGateways: true },
};

/** What is known of a service; of another one, nothing is asked of a policy. */
export function serviceOf(name: string): Service {
  return (Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined) ?? { actions: [], hasGateways: false };
}

/** The services that a session of a cluster with this configuration needs, that of the agent first. */
export function neededServices({ kmsKeyId, logging, logConfiguration }: ExecConfiguration): readonly string[] {
  const log = logging === 'OVERRIDE' ? logConfiguration : undefined;
  return [
    'ssmmessages',
    ...(kmsKeyId ? ['kms'] : []),
    ...(log?.cloudWatchLogGroupName ? ['logs'] : []),
    ...(log?.s3BucketName ? ['s3'] : []),
  ];
}

/**
 * The name by which an endpoint for one of these services is made. It begins so in every partition: those of China, of
 * the European Sovereign Cloud and of the isolated regions begin otherwise for other services alone.
 * Source: `getDefaultEndpointPrefix` of aws-cdk-lib, aws-ec2/lib/vpc-endpoint.ts.
 */
export function endpointServiceName(service: string, region: string): string {
  return `com.amazonaws.${region}.${service}`;
}
