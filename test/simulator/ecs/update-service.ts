import type { Service } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Life } from '../life/life.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { World } from '../world/world.ts';
import { findCluster, nameService } from './identifiers.ts';
import { describeService } from './services.ts';

/**
 * Of what UpdateService can change: the desired count, exec, the task definition, and a new deployment by force. The
 * sentences are AWS's own where somebody has reported them.
 */
export function updateService(world: World, life: Life): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const { found: service } = nameService(world, cluster, input.text('service') ?? '');
    if (service === undefined) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status !== 'ACTIVE') {
      throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    }
    const force = input.flag('forceNewDeployment') ?? false;
    const count = input.number('desiredCount');
    const reference = input.text('taskDefinition');
    const exec = input.flag('enableExecuteCommand');
    refuseForController(service, { force, newDefinition: reference !== undefined });
    refuseCount(service, count);
    const definition = findTaskDefinition(world.taskDefinitions, world, reference ?? service.taskDefinition ?? '');
    if (definition === undefined) {
      throw new AwsError('ClientException', 'TaskDefinition not found.');
    }
    if ((exec ?? service.enableExecuteCommand) === true && definition.description.taskRoleArn === undefined) {
      throw invalid(
        "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in " +
          'your task definition and try again.',
      );
    }
    // Known before it changes.
    const itsLife = life.of(cluster, service);
    const isNew = definition.description.taskDefinitionArn !== service.taskDefinition;
    Object.assign(service, {
      desiredCount: count ?? service.desiredCount,
      enableExecuteCommand: exec ?? service.enableExecuteCommand,
      taskDefinition: definition.description.taskDefinitionArn,
    } satisfies Partial<Service>);
    if (force || isNew) {
      itsLife.deploy();
    } else {
      itsLife.scale();
    }
    return { service: describeService(world, cluster, service, itsLife, true) };
  };
}

/** aws-toolkit-vscode#4017, terraform-provider-aws#13473 */
function refuseForController(
  { deploymentController }: Service,
  { force, newDefinition }: { force: boolean; newDefinition: boolean },
): void {
  const type = deploymentController?.type;
  if (type === 'CODE_DEPLOY') {
    if (newDefinition) {
      throw invalid(
        'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy ' +
          'to trigger a new deployment.',
      );
    }
    if (force) {
      throw invalid(
        'Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to ' +
          'trigger a new deployment.',
      );
    }
  }
  if (type === 'EXTERNAL' && (force || newDefinition)) {
    throw invalid(
      `Cannot ${force ? 'force a new deployment' : 'update task definition'} on services with an EXTERNAL deployment ` +
        'controller. Use CreateTaskSet to trigger a new deployment.',
    );
  }
}

function refuseCount({ schedulingStrategy }: Service, count: number | undefined): void {
  if (count === undefined) {
    return;
  }
  if (schedulingStrategy === 'DAEMON') {
    throw invalid(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value ' +
        'and try again',
    );
  }
  if (count < 0) {
    throw invalid('desiredCount must be greater than or equal to 0.');
  }
  // The quota "Tasks per service".
  if (count > 5000) {
    throw invalid('desiredCount must be less than or equal to 5000.');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
