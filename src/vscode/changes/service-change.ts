import { familyAndRevision } from '../../arn.ts';
import type { Changes, DeploymentState, ServiceName, ServiceState } from '../../aws/api/changes.ts';
import type { Gateway } from '../../aws/api/gateway.ts';
import type { TaskDefinition } from '../../aws/api/task-definitions.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { refusalIn } from '../../live/read-only.ts';
import { isProblem, type Problem } from '../../problem.ts';
import type { Explorer } from '../explorer/explorer.ts';
import { connectionOf, type ServiceNode } from '../explorer/nodes.ts';
import { withWaiting } from '../progress.ts';
import { settings } from '../settings.ts';
import type { ChooseParts } from './choose-node.ts';

export interface ChangeParts extends ChooseParts {
  readonly explorer: Pick<Explorer, 'lookAgain'>;
}

/** A service, and whom to ask about it. */
export interface ServicePlace extends ServiceName {
  readonly connection: OpenConnection;
}

/** A service that is about to be changed, as it is now. */
export interface Examined {
  readonly connection: OpenConnection;
  readonly gateway: Gateway;
  readonly name: ServiceName;
  readonly state: ServiceState;
}

/** Looks at a service before it is changed. Rejects with a `Problem`, in read-only mode without asking AWS. */
export async function examine({ connection, clusterArn, serviceArn }: ServicePlace, title: string): Promise<Examined> {
  const gateway = await gatewayForChange(connection);
  const name = { clusterArn, serviceArn };
  const state = await withWaiting(title, (signal) => gateway.changes.service(name, signal));
  return { connection, gateway, name, state };
}

/** The service of a row of the tree. */
export function servicePlaceOf(node: ServiceNode): ServicePlace {
  return { connection: connectionOf(node), clusterArn: node.parent.cluster.arn, serviceArn: node.service.arn };
}

/** Rejects where read-only mode is on, before anybody is asked anything. */
export async function gatewayForChange(connection: OpenConnection): Promise<Gateway> {
  const gateway = await connection.gateway();
  refuse(refusalIn(settings.readOnly(), 'change', gateway.connection));
  return gateway;
}

/** Throws a refusal, where there is one. */
export function refuse(refusal: Problem | undefined): void {
  if (refusal !== undefined) {
    throw refusal;
  }
}

/** The deployment that a service names as its current one; undefined where it names none. */
export async function deploymentOf(
  { deployment }: ServiceState,
  changes: Changes,
  signal: AbortSignal,
): Promise<DeploymentState | undefined> {
  return deployment === undefined ? undefined : changes.deployment(deployment, signal);
}

/** What a service deploys; undefined where that is nothing yet, or may not be read. */
export async function deployed(
  { gateway: { taskDefinitions }, state: { launch } }: Examined,
  signal: AbortSignal,
): Promise<TaskDefinition | undefined> {
  if (launch.taskDefinition === undefined) {
    return undefined;
  }
  try {
    return await taskDefinitions.describe(familyAndRevision(launch.taskDefinition), signal);
  } catch (error) {
    signal.throwIfAborted();
    // Who may not read it may well change the service. ECS says then what is wrong with it.
    if (isProblem(error)) {
      return undefined;
    }
    throw error;
  }
}
