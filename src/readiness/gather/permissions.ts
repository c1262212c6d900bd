import type { ExecConfiguration } from '../../aws/api/details.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { ContextValue, Decision, ResourceDecision } from '../../aws/api/identity.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { type Fact, following, known } from '../model/fact.ts';
import type { FactValues, Place } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import {
  callerContext,
  commonContext,
  execContext,
  haveSameTags,
  isTagKey,
  keyContext,
  tagContext,
} from './context.ts';
import { lazily } from './lazily.ts';
import type { RoleFacts } from './roles.ts';
import type { SessionFacts } from './session-logs.ts';
import { type TaskFacts } from './task.ts';

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
      const exec = (...resources: readonly string[]): Deed => ({ action: 'ecs:ExecuteCommand', resources });
      const tagsOf = ({ tags }: { readonly tags?: Parameters<typeof tagContext>[0] | undefined }) =>
        tagContext(tags ?? []);
      if (cluster.state === 'unknown' || task.state === 'unknown') {
        return simulate(principal, [exec(clusterArn, taskArn), ...others], [...own, ...execContext(place)]);
      }
      if (haveSameTags(cluster.value, task.value)) {
        const context = [...own, ...execContext(place), ...tagsOf(task.value)];
        return following(simulate(principal, [exec(clusterArn, taskArn), ...others], context), (decisions) =>
          known(decisions.map(tagsAreKnown)),
        );
      }
      // Each is judged by its own tags.
      const [onCluster, onTask] = await Promise.all([
        simulate(principal, [exec(clusterArn)], [...own, ...execContext(place), ...tagsOf(cluster.value)]),
        simulate(principal, [exec(taskArn), ...others], [...own, ...execContext(place), ...tagsOf(task.value)]),
      ]);
      return onCluster.state === 'unknown'
        ? onCluster
        : following(Promise.resolve(onTask), (decisions) =>
            known(joined(onCluster.value, decisions).map(tagsAreKnown)),
          );
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

/** What was asked separately of two resources, as one. */
function joined(one: readonly Decision[], other: readonly Decision[]): readonly Decision[] {
  return other.map((decision) => {
    const twin = one.find(({ action }) => action === decision.action);
    return twin === undefined
      ? decision
      : {
          ...ofResources(decision, [...twin.resources, ...decision.resources]),
          allowedByOrganization: worst([twin.allowedByOrganization, decision.allowedByOrganization]),
        };
  });
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
  return decision.action === 'ecs:ExecuteCommand'
    ? { ...decision, missing: decision.missing.filter((key) => !isTagKey(key)) }
    : decision;
}
