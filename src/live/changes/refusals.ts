import { familyAndRevision } from '../../arn.ts';
import type { DeploymentState, ServiceState } from '../../aws/api/changes.ts';
import type { TaskDefinition } from '../../aws/api/task-definitions.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** Deployments that can still be taken back. Source: Amazon ECS API reference, ServiceDeployment, `status`. */
const UNDER_WAY = ['PENDING', 'IN_PROGRESS'];

/** Why nothing can be changed about a service at all; undefined where it can. */
function refusalOfChange({ name, status }: ServiceState): Problem | undefined {
  return status === 'ACTIVE'
    ? undefined
    : new Problem(
        'service-not-active',
        sentence('Service "{0}" is {1}, so it cannot be changed.', name, status),
        sentence('Refresh the view.'),
      );
}

/** That a service has no task definition yet. */
export function nothingDeployed(service: string): Problem {
  return new Problem(
    'no-deployment',
    sentence('Nothing is deployed in service "{0}" yet.', service),
    sentence('Deploy it first.'),
  );
}

/**
 * Why ECS would not deploy a service anew; undefined where it would. It refuses where another controller deploys.
 * Sources: Amazon ECS API reference, UpdateService; https://github.com/aws/aws-toolkit-vscode/issues/4017
 */
export function refusalOfDeployment(service: ServiceState): Problem | undefined {
  return (
    refusalOfChange(service) ??
    otherController(service, {
      codeDeploy: sentence('Create a deployment in AWS CodeDeploy instead.'),
      external: sentence('Create a new task set with that tool instead.'),
    })
  );
}

/**
 * Why exec cannot be switched on or off for a service; undefined where it can, as far as can be told: the task
 * definition is undefined where it may not be read. ECS refuses exec without a task role, on EC2, too.
 * Source: https://github.com/aws/aws-cli/issues/6242
 */
export function refusalOfExec(
  service: ServiceState,
  enabled: boolean,
  definition: TaskDefinition | undefined,
): Problem | undefined {
  return (
    refusalOfChange(service) ??
    otherController(service, {
      codeDeploy: enabled
        ? sentence('Enable exec where the service is defined, then create a deployment in AWS CodeDeploy.')
        : sentence('Disable exec where the service is defined, then create a deployment in AWS CodeDeploy.'),
      external: enabled
        ? sentence('Enable exec where the service is defined, then create a new task set with that tool.')
        : sentence('Disable exec where the service is defined, then create a new task set with that tool.'),
    }) ??
    (enabled ? refusalWithoutRole(service, definition) : undefined)
  );
}

/** Why no task with exec can be started of this definition; undefined where it can, as far as can be told. */
export function refusalWithoutRole(
  { name, launch }: ServiceState,
  definition: TaskDefinition | undefined,
): Problem | undefined {
  return definition === undefined || (definition.taskRoleArn ?? '') !== ''
    ? undefined
    : new Problem(
        'no-task-role',
        sentence(
          'Task definition {0} of service "{1}" has no task role. ECS refuses exec without one.',
          familyAndRevision(launch.taskDefinition ?? '?'),
          name,
        ),
        sentence('Add taskRoleArn, a role that allows the four ssmmessages actions, and deploy it.'),
      );
}

/** Why a service's desired count cannot be changed; undefined where it can, whoever deploys it. */
export function refusalOfCount(service: ServiceState): Problem | undefined {
  return (
    refusalOfChange(service) ??
    (service.scheduling === 'DAEMON'
      ? new Problem(
          'no-desired-count',
          sentence('Service "{0}" is a daemon: it runs one task on each container instance.', service.name),
          sentence('Change the number of instances of the cluster instead.'),
        )
      : undefined)
  );
}

/** Why a deployment cannot be rolled back; undefined where it can. */
export function refusalOfRollBack(
  { name }: ServiceState,
  deployment: DeploymentState | undefined,
): Problem | undefined {
  if (deployment === undefined) {
    return new Problem('no-deployment', sentence('Service "{0}" has no deployment under way.', name));
  }
  return UNDER_WAY.includes(deployment.status)
    ? undefined
    : new Problem(
        'no-deployment',
        deployment.status.startsWith('ROLLBACK_') || deployment.status === 'STOP_REQUESTED'
          ? sentence('The deployment of service "{0}" is already stopped or rolled back.', name)
          : sentence('Service "{0}" has no deployment under way. The last one is {1}.', name, deployment.status),
        sentence('Refresh the view.'),
      );
}

/** Why there is nothing to decide about a deployment; undefined where it waits for somebody. */
export function refusalOfDecision(
  { name }: ServiceState,
  deployment: DeploymentState | undefined,
): Problem | undefined {
  return deployment !== undefined && UNDER_WAY.includes(deployment.status) && deployment.waiting.length > 0
    ? undefined
    : new Problem(
        'no-deployment',
        sentence('No deployment of service "{0}" is waiting for a decision.', name),
        sentence('Only deployments that have reached a pause hook wait.'),
      );
}

function otherController(
  { name, controller }: ServiceState,
  advice: Readonly<Record<'codeDeploy' | 'external', Problem['sentence']>>,
): Problem | undefined {
  switch (controller) {
    case 'CODE_DEPLOY':
      return new Problem(
        'other-controller',
        sentence('AWS CodeDeploy deploys service "{0}", so ECS refuses to replace its tasks.', name),
        advice.codeDeploy,
      );
    case 'EXTERNAL':
      return new Problem(
        'other-controller',
        sentence('A tool outside of AWS deploys service "{0}", so ECS refuses to replace its tasks.', name),
        advice.external,
      );
    default:
      return undefined;
  }
}
