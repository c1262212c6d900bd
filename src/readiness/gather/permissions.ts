import type { ExecConfiguration, Tag } from '../../aws/api/details.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { ContextValue, Decision, ResourceDecision } from '../../aws/api/identity.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { type Fact, following, known } from '../model/fact.ts';
import type { FactValues, Place } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import { callerContext, commonContext, execContext, keyContext, sharedTags, tagContext, tagOf } from './context.ts';
import { lazily } from './lazily.ts';
import type { RoleFacts } from './roles.ts';
import type { SessionFacts } from './session-logs.ts';
import { type TaskFacts } from './task.ts';

const EXEC = 'ecs:ExecuteCommand';

/** How sessions of ECS Exec are named; the number stands for any. */
const SESSION = 'ecs-execute-command-00000000000000000';

/** Of the task's role, wherever ECS Exec is used (AmazonECS developer guide, "ECS Exec"). */
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];

/** An action, and what it is done to. */
interface Deed {
  readonly action: string;
  readonly resources: readonly string[];
}

export interface PermissionFacts {
  readonly rolePermissions: () => Promise<Fact<FactValues['rolePermissions']>>;
  readonly callerPermissions: () => Promise<Fact<FactValues['callerPermissions']>>;
}

export interface PermissionParts {
  readonly place: Place;
  readonly gateway: Gateway;
  readonly asking: Asking;
  readonly tasks: TaskFacts;
  readonly roles: RoleFacts;
  readonly sessions: SessionFacts;
  readonly at: Date;
}

/** What IAM's simulator says of the task's role and of the one who asks. */
export function permissionFacts(parts: PermissionParts): PermissionFacts {
  const { place, gateway, asking, tasks, roles, sessions, at } = parts;
  const common = commonContext(place, at);

  const simulate = (principalArn: string, deeds: readonly Deed[], context: readonly ContextValue[]) => {
    const asked = [...new Set(deeds.flatMap(({ resources }) => resources))];
    return deeds.length === 0
      ? Promise.resolve(known<readonly Decision[]>([]))
      : following(
          asking.ask({
            action: 'iam:SimulatePrincipalPolicy',
            ask: (signal) =>
              gateway.identity.simulate(
                {
                  principalArn,
                  actions: deeds.map(({ action }) => action),
                  resources: asked,
                  context,
                },
                signal,
              ),
          }),
          (decisions) => known(deeds.flatMap((deed) => onlyOn(deed, decisions, asked))),
        );
  };

  /** ARN of the cluster's key; undefined where there is none, or it is not known. */
  const keyArn = async ({ kmsKeyId = '' }: ExecConfiguration): Promise<string | undefined> => {
    if (kmsKeyId === '' || /^arn:.*:key\//.test(kmsKeyId)) {
      return kmsKeyId || undefined;
    }
    if (!kmsKeyId.includes('alias/')) {
      return arnBeside(place, 'kms', `key/${kmsKeyId}`);
    }
    const key = await sessions.key();
    return key.state === 'known' ? key.value?.arn : undefined;
  };

  const rolePermissions = lazily(() =>
    following(roles.nameOfRole(), async (role) => {
      if (role === undefined) {
        return known<readonly Decision[]>([]);
      }
      const [cluster, task] = await Promise.all([tasks.cluster(), tasks.livingTask()]);
      const exec = cluster.state === 'known' ? execConfigurationOf(cluster.value) : {};
      const key = await keyArn(exec);
      const context = [...common, ...(task.state === 'known' ? keyContext(task.value, place) : [])];
      const onAll = [
        ...CHANNELS.map((name) => `ssmmessages:${name}`),
        ...(logsTo(exec) ? ['logs:DescribeLogGroups'] : []),
      ];
      const deeds = [...onAll.map((action) => ({ action, resources: ['*'] })), ...deedsOfRole(place, exec, key)];
      return simulate(role.arn, deeds, context);
    }),
  );

  const callerPermissions = lazily(() =>
    following(roles.principal(), async (principal) => {
      const [caller, cluster, task] = await Promise.all([roles.caller(), tasks.cluster(), tasks.livingTask()]);
      if (caller.state === 'unknown') {
        return caller;
      }
      const key = cluster.state === 'known' ? await keyArn(execConfigurationOf(cluster.value)) : undefined;
      const { clusterArn, taskArn } = place;
      const own = [
        ...common,
        ...callerContext(caller.value),
        ...(task.state === 'known' ? keyContext(task.value, place) : []),
      ];
      const others: readonly Deed[] = [
        { action: 'ssmmessages:OpenDataChannel', resources: [arnBeside(place, 'ssm', `session/${SESSION}`)] },
        ...(key === undefined ? [] : [{ action: 'kms:GenerateDataKey', resources: [key] }]),
      ];
      const exec = (...resources: readonly string[]): Deed => ({ action: EXEC, resources });
      const deeds = [exec(clusterArn, taskArn), ...others];
      if (cluster.state === 'unknown' || task.state === 'unknown') {
        return simulate(principal, deeds, [...own, ...execContext(place)]);
      }
      const [ofCluster, ofTask] = [cluster.value.tags ?? [], task.value.tags ?? []];
      const shared = sharedTags(ofCluster, ofTask);
      const together = await simulate(principal, deeds, [...own, ...execContext(place), ...tagContext(shared)]);
      if (together.state === 'unknown') {
        return together;
      }
      // Most policies ask for no tags, or for such as both have: else each is judged by its own.
      const tagged = [
        { resource: clusterArn, tags: ofCluster },
        { resource: taskArn, tags: ofTask },
      ].filter(({ resource, tags }) => {
        const others = tags.filter((tag) => sharedTags([tag], shared).length === 0);
        return dependsOn(others, resource, together.value);
      });
      const apart = await Promise.all(
        tagged.map(({ resource, tags }) =>
          simulate(principal, [exec(resource)], [...own, ...execContext(place), ...tagContext(tags)]),
        ),
      );
      const untold = apart.find((each) => each.state === 'unknown');
      const again = apart.flatMap((each) => (each.state === 'known' ? each.value : []));
      return untold ?? known(together.value.map((each) => tagsAreKnown(corrected(each, again))));
    }),
  );
  return { rolePermissions, callerPermissions };
}

/** Whether sessions are logged to CloudWatch Logs. */
function logsTo({ logging, logConfiguration }: ExecConfiguration): boolean {
  return logging === 'OVERRIDE' && (logConfiguration?.cloudWatchLogGroupName ?? '') !== '';
}

/** What the agent does with the task's role to the key, the log group and the bucket of the cluster. */
function deedsOfRole(place: Place, exec: ExecConfiguration, key: string | undefined): readonly Deed[] {
  const { logging, logConfiguration } = exec;
  const {
    cloudWatchLogGroupName: group = '',
    s3BucketName: bucket = '',
    s3KeyPrefix: prefix = '',
  } = logging === 'OVERRIDE' ? (logConfiguration ?? {}) : {};
  const [, partition = ''] = place.clusterArn.split(':');
  const groupArn = arnBeside(place, 'logs', `log-group:${group}`);
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const object = `${bucketArn}/${prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`}${SESSION}.log`;
  return [
    ...(key === undefined ? [] : [{ action: 'kms:Decrypt', resources: [key] }]),
    ...(group === ''
      ? []
      : [
          { action: 'logs:DescribeLogStreams', resources: [`${groupArn}:*`] },
          { action: 'logs:CreateLogStream', resources: [`${groupArn}:log-stream:${SESSION}`] },
          { action: 'logs:PutLogEvents', resources: [`${groupArn}:log-stream:${SESSION}`] },
        ]),
    ...(bucket === ''
      ? []
      : [
          { action: 's3:PutObject', resources: [object] },
          { action: 's3:GetBucketLocation', resources: [bucketArn] },
          ...(logConfiguration?.s3EncryptionEnabled === true
            ? [{ action: 's3:GetEncryptionConfiguration', resources: [bucketArn] }]
            : []),
        ]),
  ];
}

/** An ARN in the cluster's partition, region and account. */
function arnBeside({ clusterArn }: Place, service: string, resource: string): string {
  const [, partition = '', , region = '', account = ''] = clusterArn.split(':');
  return ['arn', partition, service, region, account, resource].join(':');
}

const RANK: readonly Decision['decision'][] = ['allowed', 'implicitDeny', 'explicitDeny'];

/**
 * The simulator tries each action on each resource that was asked about: what it says of the deed's own. Where it does
 * not tell them apart, a denial may be that of another one, and so says nothing.
 */
function onlyOn(
  { action, resources }: Deed,
  decisions: readonly Decision[],
  asked: readonly string[],
): readonly Decision[] {
  const found = decisions.find((each) => each.action.toLowerCase() === action.toLowerCase());
  if (found === undefined) {
    return [];
  }
  const own = found.resources.filter(({ resource }) => resources.includes(resource));
  if (own.length > 0) {
    return [ofResources({ ...found, action }, own)];
  }
  const isSure = found.decision === 'allowed' || asked.every((resource) => resources.includes(resource));
  return isSure ? [{ ...found, action }] : [];
}

/**
 * Whether exec on a resource is decided by tags that it has and that were not given. Of what only service control
 * policies ask for, IAM does not say that it is missing, so that what an organization denies may depend on them, too.
 */
function dependsOn(tags: readonly Tag[], resource: string, decisions: readonly Decision[]): boolean {
  const exec = decisions.find(({ action }) => action === EXEC);
  const missing = exec?.resources.find((each) => each.resource === resource)?.missing ?? exec?.missing ?? [];
  const names = new Set(tags.map(({ key = '' }) => key.toLowerCase()));
  return (
    names.size > 0 &&
    (exec?.allowedByOrganization === false || missing.some((key) => names.has(tagOf(key)?.toLowerCase() ?? '')))
  );
}

/** A decision on exec of which some resources were asked about again, with more that is known about them. */
function corrected(decision: Decision, again: readonly Decision[]): Decision {
  if (decision.action !== EXEC || again.length === 0) {
    return decision;
  }
  const answers = new Map(again.flatMap(({ resources }) => resources.map((each) => [each.resource, each])));
  // What the organization denied may have been one of those that were asked about again.
  const isLeft = decision.resources.some((each) => !answers.has(each.resource) && each.decision !== 'allowed');
  const first = decision.allowedByOrganization === false && !isLeft ? [] : [decision];
  return ofResources(
    { ...decision, allowedByOrganization: worst([...first, ...again].map((each) => each.allowedByOrganization)) },
    decision.resources.map((each) => answers.get(each.resource) ?? each),
  );
}

function ofResources(of: Decision, resources: readonly ResourceDecision[]): Decision {
  const decision = resources.reduce<Decision['decision']>(
    (most, each) => (RANK.indexOf(each.decision) > RANK.indexOf(most) ? each.decision : most),
    'allowed',
  );
  const deciding = resources.filter((each) => each.decision === decision);
  return {
    ...of,
    decision,
    resources,
    policies: [...new Set(deciding.flatMap(({ policies }) => policies))],
    missing: [...new Set(deciding.flatMap(({ missing }) => missing))],
    allowedByBoundary: worst(resources.map(({ allowedByBoundary }) => allowedByBoundary)) ?? of.allowedByBoundary,
  };
}

/** False where one of them is; undefined where none is known. */
function worst(all: readonly (boolean | undefined)[]): boolean | undefined {
  return all.includes(false) ? false : all.includes(true) ? true : undefined;
}

/** All tags of the cluster and the task are known: one that a policy asks for and that was not given is not there. */
function tagsAreKnown(decision: Decision): Decision {
  return decision.action === EXEC
    ? { ...decision, missing: decision.missing.filter((key) => tagOf(key) === undefined) }
    : decision;
}
