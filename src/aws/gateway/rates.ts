import type { Rate } from './token-bucket.ts';

/**
 * The token buckets that AWS has for an account and region, as its page says: whoever asks in the account takes from
 * them, its deployments too.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const AWS_RATES = {
  'cluster read': { burst: 50, perSecond: 20 },
  'cluster resource read': { burst: 100, perSecond: 20 },
  'service read': { burst: 100, perSecond: 20 },
  'service deployment': { burst: 50, perSecond: 20 },
  'service revision': { burst: 50, perSecond: 20 },
  'task definition read': { burst: 50, perSecond: 20 },
  'capacity provider read': { burst: 50, perSecond: 20 },
  'cluster resource modify': { burst: 100, perSecond: 40 },
  'service modify': { burst: 50, perSecond: 5 },
  'task protection': { burst: 200, perSecond: 80 },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html: the least of any region.
  'log events': { burst: 5, perSecond: 5 },
  'log stream': { burst: 10, perSecond: 10 },
  'log groups': { burst: 10, perSecond: 10 },
  'live tail': { burst: 5, perSecond: 5 },
  // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html: what only reads, with a filter.
  'ec2 read': { burst: 100, perSecond: 20 },
  // IAM tells no rate. Its simulator is slow, and is said to be limited soon.
  'iam read': { burst: 20, perSecond: 10 },
  'iam modify': { burst: 5, perSecond: 1 },
} as const satisfies Readonly<Record<string, Rate>>;

type BucketName = keyof typeof AWS_RATES;

/** From which bucket an operation takes. Those of other services have limits that nobody meets here. */
const BUCKETS: Readonly<Record<string, BucketName>> = {
  ListClusters: 'cluster read',
  DescribeClusters: 'cluster read',
  ListTasks: 'cluster resource read',
  DescribeTasks: 'cluster resource read',
  ListContainerInstances: 'cluster resource read',
  DescribeContainerInstances: 'cluster resource read',
  ListServices: 'service read',
  DescribeServices: 'service read',
  ListDaemons: 'service read',
  DescribeDaemon: 'service read',
  DescribeExpressGatewayService: 'service read',
  ListServiceDeployments: 'service deployment',
  DescribeServiceDeployments: 'service deployment',
  // In no row of the page: with those that it goes with.
  StopServiceDeployment: 'service modify',
  ContinueServiceDeployment: 'service modify',
  DescribeTaskSets: 'service read',
  DescribeServiceRevisions: 'service revision',
  DescribeTaskDefinition: 'task definition read',
  ListTaskDefinitions: 'task definition read',
  ListTaskDefinitionFamilies: 'task definition read',
  DescribeCapacityProviders: 'capacity provider read',
  ExecuteCommand: 'cluster resource modify',
  RunTask: 'cluster resource modify',
  StartTask: 'cluster resource modify',
  StopTask: 'cluster resource modify',
  UpdateService: 'service modify',
  GetTaskProtection: 'task protection',
  FilterLogEvents: 'log events',
  GetLogEvents: 'log stream',
  DescribeLogGroups: 'log groups',
  DescribeLogStreams: 'log groups',
  StartLiveTail: 'live tail',
  DescribeNetworkInterfaces: 'ec2 read',
  DescribeInstances: 'ec2 read',
  DescribeImages: 'ec2 read',
  DescribeSubnets: 'ec2 read',
  DescribeRouteTables: 'ec2 read',
  DescribeVpcEndpoints: 'ec2 read',
  DescribeSecurityGroups: 'ec2 read',
  DescribeNetworkAcls: 'ec2 read',
  DescribeVpcs: 'ec2 read',
  DescribeVpcAttribute: 'ec2 read',
  DescribeDhcpOptions: 'ec2 read',
  GetRole: 'iam read',
  GetInstanceProfile: 'iam read',
  GetRolePolicy: 'iam read',
  PutRolePolicy: 'iam modify',
  UpdateAssumeRolePolicy: 'iam modify',
  SimulatePrincipalPolicy: 'iam read',
};

/** The bucket from which an operation takes, by its name in the API; undefined where it needs none. */
export function bucketOf(operation: string): BucketName | undefined {
  return BUCKETS[operation];
}

/** How much of a bucket is taken here: half, and never less than one call at once. */
export function rateOf(bucket: BucketName): Rate {
  const { burst, perSecond } = AWS_RATES[bucket];
  return { burst: Math.max(1, Math.floor(burst / 2)), perSecond: perSecond / 2 };
}
