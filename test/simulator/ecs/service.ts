import { awsJson } from '../aws/json-protocol.ts';
import { Pages } from '../aws/pages.ts';
import type { Call, Service } from '../aws/protocol.ts';
import type { Gateway } from '../gateway/api.ts';
import type { Life } from '../life/life.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { World } from '../world/world.ts';
import { describeCapacityProviders } from './capacity-providers.ts';
import { describeClusters, listClusters } from './clusters.ts';
import { describeContainerInstances, listContainerInstances } from './container-instances.ts';
import { describeDaemon, listDaemons } from './daemons.ts';
import { executeCommand } from './execute-command.ts';
import { findCluster, nameCluster, nameContainerInstance, nameService, nameTask } from './identifiers.ts';
import { attempt, needsOf } from './needs.ts';
import { runTask } from './run-task.ts';
import {
  continueServiceDeployment,
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './service-deployments.ts';
import { describeServices, listServices } from './services.ts';
import { stopTask } from './stop-task.ts';
import { describeTaskDefinition, listTaskDefinitions } from './task-definitions.ts';
import { getTaskProtection, updateTaskProtection } from './task-protection.ts';
import { describeTaskSets } from './task-sets.ts';
import { describeTasks, listTasks } from './tasks.ts';
import { updateService } from './update-service.ts';

/** Amazon ECS over a world; the gateway takes the sessions that ExecuteCommand opens. */
export function ecs(world: World, life: Life, gateway: Gateway): Service {
  const pages = new Pages();
  return {
    signingName: 'ecs',
    protocol: awsJson('AmazonEC2ContainerServiceV20141113'),
    operations: {
      ListClusters: listClusters(world, pages),
      DescribeClusters: describeClusters(world),
      ListServices: listServices(world, pages),
      DescribeServices: describeServices(world, life),
      UpdateService: updateService(world, life),
      ListServiceDeployments: listServiceDeployments(world, life, pages),
      DescribeServiceDeployments: describeServiceDeployments(world, life),
      DescribeServiceRevisions: describeServiceRevisions(world, life),
      StopServiceDeployment: stopServiceDeployment(world, life),
      ContinueServiceDeployment: continueServiceDeployment(world, life),
      ListTasks: listTasks(world, pages),
      DescribeTasks: describeTasks(world),
      ListContainerInstances: listContainerInstances(world, pages),
      DescribeContainerInstances: describeContainerInstances(world),
      DescribeCapacityProviders: describeCapacityProviders(world, pages),
      DescribeTaskSets: describeTaskSets(world),
      ListDaemons: listDaemons(world, pages),
      DescribeDaemon: describeDaemon(world),
      GetTaskProtection: getTaskProtection(world),
      UpdateTaskProtection: updateTaskProtection(world),
      ListTaskDefinitions: listTaskDefinitions(world, pages),
      DescribeTaskDefinition: describeTaskDefinition(world),
      ExecuteCommand: executeCommand(world, gateway),
      RunTask: runTask(world, life),
      StopTask: stopTask(world, life),
    },
    resource: (call) => resource(world, call),
    needs: (call) => needsOf(world, call, attempt(() => resource(world, call)) ?? '*'),
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
function resource(world: World, { operation, input }: Call): string {
  switch (operation) {
    case 'DescribeClusters':
      return nameCluster(world, input.texts('clusters')?.[0]).arn;
    case 'DescribeServices':
      return nameService(world, findCluster(world, input.text('cluster')), input.texts('services')?.[0] ?? '').arn;
    case 'UpdateService':
    case 'ListServiceDeployments':
    case 'DescribeTaskSets':
      return nameService(world, findCluster(world, input.text('cluster')), input.text('service') ?? '').arn;
    case 'RunTask':
      return (
        findTaskDefinition(world.taskDefinitions, world, input.text('taskDefinition') ?? '')?.description
          .taskDefinitionArn ?? '*'
      );
    case 'StopServiceDeployment':
    case 'ContinueServiceDeployment':
      return input.text('serviceDeploymentArn') ?? '*';
    case 'DescribeTasks':
    case 'GetTaskProtection':
    case 'UpdateTaskProtection':
      return nameTask(world, findCluster(world, input.text('cluster')), input.texts('tasks')?.[0] ?? '').arn;
    case 'DescribeContainerInstances':
      return nameContainerInstance(
        world,
        findCluster(world, input.text('cluster')),
        input.texts('containerInstances')?.[0] ?? '',
      ).arn;
    case 'ExecuteCommand':
    case 'StopTask':
      return nameTask(world, findCluster(world, input.text('cluster')), input.text('task') ?? '').arn;
    default:
      return '*';
  }
}
