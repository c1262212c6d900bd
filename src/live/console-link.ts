import { lastPart, readArn } from '../arn.ts';

/**
 * Where the AWS console of each partition is, after `<region>.`. Sources: fwdcloudsec/granted and link2aws, which
 * agree. Of a partition that is not here nothing is known: no link is better than a wrong one.
 */
const HOSTS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/**
 * The page of a cluster, service, task or task definition in the AWS console, by its ARN; undefined where there is no
 * page that is known. ARNs of before 2018, which do not name the cluster, have none either.
 */
export function consoleLink(arn: string): string | undefined {
  const parts = readArn(arn);
  const host = parts && Object.hasOwn(HOSTS, parts.partition) ? HOSTS[parts.partition] : undefined;
  const page = parts && pageOf(parts.resource);
  return parts === undefined || host === undefined || page === undefined
    ? undefined
    : `https://${parts.region}.${host}/ecs/v2/${page}?region=${parts.region}`;
}

/** What the console shows beside what ECS has, by its name or its ARN. */
export type ConsolePage = 'role' | 'log-group' | 'key' | 'bucket';

/**
 * The page of something in the AWS console, in the partition and region of an ARN of ECS; undefined where there is none
 * that is known. Sources: fwdcloudsec/granted and link2aws, which agree.
 */
export function consolePage(what: ConsolePage, name: string, beside: string): string | undefined {
  const parts = readArn(beside);
  const host = parts && Object.hasOwn(HOSTS, parts.partition) ? HOSTS[parts.partition] : undefined;
  if (parts === undefined || host === undefined) {
    return undefined;
  }
  const { region } = parts;
  // Names of log groups have slashes, and may have colons in no other place than in their ARNs.
  const short = name.startsWith('arn:') ? nameIn(what, name) : name;
  const encoded = encodeURIComponent(short);
  switch (what) {
    case 'role':
      // IAM is global.
      return `https://${host}/iam/home#/roles/${encoded}`;
    case 'log-group':
      return `https://${region}.${host}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encodeURIComponent(
        encoded,
      ).replaceAll('%', '$')}`;
    case 'key':
      // Aliases have no page; the list of keys shows them.
      return `https://${region}.${host}/kms/home?region=${region}#/kms/keys${/\balias\//.test(name) ? '' : `/${encoded}`}`;
    case 'bucket':
      return `https://${region}.${host}/s3/buckets/${encoded}?region=${region}`;
  }
}

function nameIn(what: ConsolePage, arn: string): string {
  return what === 'log-group' ? (arn.split(':')[6] ?? '') : lastPart(arn);
}

function pageOf(resource: string): string | undefined {
  const [kind, ...names] = resource.split('/').map(encodeURIComponent);
  const [first, second, third] = names;
  if (first === undefined || first === '') {
    return undefined;
  }
  switch (kind) {
    case 'cluster':
      return `clusters/${first}`;
    case 'service':
      return second === undefined ? undefined : `clusters/${first}/services/${second}`;
    // A container has no page of its own.
    case 'container':
    case 'task':
      return second === undefined ? undefined : `clusters/${first}/tasks/${second}`;
    case 'service-deployment':
      return second === undefined || third === undefined
        ? undefined
        : `clusters/${first}/services/${second}/service-deployments/${third}`;
    case 'task-definition': {
      // The colon between family and revision was encoded with the rest.
      const [, family, revision] = /^(.+)%3A(\d+)$/.exec(first) ?? [];
      return family === undefined || revision === undefined
        ? undefined
        : `task-definitions/${family}/${revision}/containers`;
    }
    default:
      return undefined;
  }
}
