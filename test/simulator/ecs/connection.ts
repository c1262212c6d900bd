import type { Container, ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { lets } from '../iam/assume.ts';
import { type Authorization, authorize } from '../iam/authorize.ts';
import { readPolicy } from '../iam/document.ts';
import { evaluate } from '../iam/evaluate.ts';
import { policiesOfRole, principalContext } from '../iam/principals.ts';
import { type Path, pathTo } from '../network/path.ts';
import { instanceBehind } from '../world/ec2-instances.ts';
import { CHANNEL_ACTIONS, type WorldRole } from '../world/iam.ts';
import type { World, WorldTask } from '../world/world.ts';
import { taskRole } from './task-role.ts';

/**
 * Why a container's agent has no connection to Session Manager, which AWS never says; undefined where it has one. What
 * keeps the agent from running at all is what the task says about it.
 */
export function whyNotConnected(world: World, task: WorldTask, container: Container): string | undefined {
  return task.connected
    ? (blamedOnPlatform(world, task) ??
        blamedOnDefinition(world, task, container) ??
        blamedOnEnvironment(world, task, container) ??
        blamedOnRole(world, task) ??
        blamedOnNetwork(world, task))
    : 'The scenario says so.';
}

/** Whether a role may do something, with what AWS fills in by itself. */
export function roleMay(world: World, role: WorldRole, action: string, resource = '*'): Authorization {
  const context = principalContext(role.arn, role.id).with({
    'aws:RequestedRegion': world.region,
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date().toISOString(),
  });
  return authorize(policiesOfRole(world.iam, role), { action, resource, context });
}

/** The way from a task to an AWS service. Whatever is not in a VPC of the world reaches everything. */
export function taskPath(world: World, task: WorldTask, service: string): Path {
  const place = task.place ?? instanceBehind(world, task.description)?.place;
  return place === undefined ? { isOpen: true, endpoint: undefined } : pathTo(world.vpcs, place, service);
}

/** The oldest that have exec: developer guide, ecs-exec-run. */
const OLDEST_PLATFORM = '1.4.0';
const OLDEST_AGENT = '1.50.2';

function blamedOnPlatform(world: World, { description }: WorldTask): string | undefined {
  const { platformVersion = OLDEST_PLATFORM, platformFamily, containerInstanceArn, clusterArn } = description;
  if (platformFamily === 'Linux' && isOlder(platformVersion, OLDEST_PLATFORM)) {
    return `The platform version is ${platformVersion}.`;
  }
  const cluster = world.clusters.get(clusterArn?.split('/').at(-1) ?? '');
  const instance = cluster?.instances.get(containerInstanceArn?.split('/').at(-1) ?? '');
  if (instance === undefined) {
    return undefined;
  }
  const { agentVersion = OLDEST_AGENT } = instance.versionInfo ?? {};
  return instance.agentConnected === false || isOlder(agentVersion, OLDEST_AGENT)
    ? `The ECS agent ${agentVersion} of the instance is too old, or not connected.`
    : undefined;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** Where the agent writes: containers-roadmap#1359, amazon-ecs-exec-checker#71 */
const WRITTEN = ['/var/lib/amazon', '/var/log/amazon'];

function blamedOnDefinition(world: World, { description }: WorldTask, { name }: Container): string | undefined {
  const definition = definitionOf(world, description, name);
  const writable = [
    ...(definition?.mountPoints ?? []).flatMap(({ containerPath, readOnly }) =>
      readOnly === true ? [] : containerPath,
    ),
    ...(definition?.linuxParameters?.tmpfs ?? []).map(({ containerPath }) => containerPath),
  ];
  return definition?.readonlyRootFilesystem === true && !WRITTEN.every((path) => writable.includes(path))
    ? 'The agent cannot write to the root file system.'
    : undefined;
}

function definitionOf(
  world: World,
  { taskDefinitionArn = '' }: Task,
  name: string | undefined,
): ContainerDefinition | undefined {
  const { containerDefinitions } = world.taskDefinitions.get(taskDefinitionArn)?.description ?? {};
  return containerDefinitions?.find((candidate) => candidate.name === name);
}

const CREDENTIALS = ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const PROXIES = ['http_proxy', 'https_proxy'];
/** Where the agent gets its credentials and its metadata. */
const NEVER_BY_PROXY = ['169.254.169.254', '169.254.170.2'];

/** amazon-ecs-exec-checker#49, copilot-cli#3408; developer guide, ecs-exec: HTTP proxy */
function blamedOnEnvironment(world: World, { description }: WorldTask, { name }: Container): string | undefined {
  const definition = definitionOf(world, description, name);
  const override = description.overrides?.containerOverrides?.find((candidate) => candidate.name === name);
  const variables = [
    ...(definition?.secrets ?? []).map((secret) => [secret.name ?? '', ''] as const),
    ...[...(definition?.environment ?? []), ...(override?.environment ?? [])].map(
      (variable) => [variable.name ?? '', variable.value ?? ''] as const,
    ),
  ];
  const credentials = variables.find(([key]) => CREDENTIALS.includes(key));
  if (credentials !== undefined) {
    return `${credentials[0]} takes the place of the task role.`;
  }
  const lower = new Map(variables.map(([key, value]) => [key.toLowerCase(), value]));
  const excepted = (lower.get('no_proxy') ?? '').split(',').map((host) => host.trim());
  return PROXIES.some((key) => lower.has(key)) && !NEVER_BY_PROXY.every((host) => excepted.includes(host))
    ? 'The proxy stands between the agent and its credentials.'
    : undefined;
}

function blamedOnRole(world: World, { description }: WorldTask): string | undefined {
  const found = taskRole(world, description);
  if (found === undefined) {
    return description.launchType === 'EXTERNAL' ? undefined : 'The task has no role.';
  }
  const { role, service } = found;
  const source = { account: world.account, sourceArn: description.taskArn ?? '' };
  if (!lets(role.trust, service, source)) {
    return `The role ${role.name} does not let ${service} assume it.`;
  }
  const refused = CHANNEL_ACTIONS.find((action) => roleMay(world, role, action).decision !== 'allowed');
  return refused && `The role ${role.name} does not allow ${refused}.`;
}

function blamedOnNetwork(world: World, task: WorldTask): string | undefined {
  const path = taskPath(world, task, 'ssmmessages');
  if (!path.isOpen) {
    return path.why;
  }
  const { endpoint } = path;
  const role = taskRole(world, task.description)?.role;
  if (endpoint?.PolicyDocument === undefined || role === undefined) {
    return undefined;
  }
  const policy = { id: 'endpoint', policy: readPolicy(endpoint.PolicyDocument, 'resource') };
  const principal = { type: 'AWS', name: role.arn };
  const context = principalContext(role.arn, role.id);
  const refused = CHANNEL_ACTIONS.find(
    (action) => evaluate([policy], { action, resource: '*', context, principal }).decision !== 'allowed',
  );
  return refused && `The policy of the endpoint ${endpoint.VpcEndpointId ?? ''} does not allow ${refused}.`;
}
