import {
  DeploymentLifecycleHookAction,
  type Service,
  type ServiceDeployment,
  ServiceDeploymentStatus,
  type ServiceRevisionSummary,
  StopServiceDeploymentStopType,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Life } from '../life/life.ts';
import type { Rollout } from '../life/rollout.ts';
import type { ServiceLife } from '../life/service-life.ts';
import { parseEcsArn } from '../world/arn.ts';
import type { World } from '../world/world.ts';
import { countsOf } from './describe.ts';
import { findCluster, nameService } from './identifiers.ts';

/** ListServiceDeployments answers twenty at a time unless it is asked for more. */
const USUAL_PAGE = 20;

/** How many ARNs a describe takes. */
const MOST_ARNS = 20;

export function listServiceDeployments(world: World, life: Life, pages: Pages): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const { found: service } = nameService(world, cluster, input.text('service') ?? '');
    if (service === undefined) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    }
    refuseOtherControllers(service);
    const statuses = input.someOf('status', Object.values(ServiceDeploymentStatus));
    const created = new Parameters(input.values['createdAt'] ?? {});
    const { after = -Infinity, before = Infinity } = created.values as { after?: number; before?: number };
    const records = life.of(cluster, service).history.filter(({ status = 'PENDING', createdAt }) => {
      const seconds = (createdAt?.getTime() ?? 0) / 1000;
      return (statuses.size === 0 || statuses.has(status)) && seconds >= after && seconds <= before;
    });
    const { items, nextToken } = pages.cut('ListServiceDeployments', input, records, USUAL_PAGE);
    return {
      serviceDeployments: items.map(
        ({ serviceDeploymentArn, serviceArn, clusterArn, startedAt, createdAt, finishedAt, ...rest }) => ({
          serviceDeploymentArn,
          serviceArn,
          clusterArn,
          startedAt,
          createdAt,
          finishedAt,
          targetServiceRevisionArn: rest.targetServiceRevision?.arn,
          status: rest.status,
          statusReason: rest.statusReason,
        }),
      ),
      nextToken,
    };
  };
}

export function describeServiceDeployments(world: World, life: Life): Operation {
  return (input) => {
    const arns = someArns(input, 'serviceDeploymentArns');
    const found = arns.map((arn) => ({ arn, ...findDeployment(world, life, arn) }));
    return {
      serviceDeployments: found.flatMap(({ record, serviceLife }) =>
        record && serviceLife ? [describe(record, serviceLife)] : [],
      ),
      failures: found.filter(({ record }) => !record).map(({ arn }) => ({ arn, reason: 'MISSING' })),
    };
  };
}

export function describeServiceRevisions(world: World, life: Life): Operation {
  return (input) => {
    const arns = someArns(input, 'serviceRevisionArns');
    const found = arns.map((arn) => ({
      arn,
      revision: serviceLifeOf(world, life, arn, 'service-revision')?.revisions.get(arn),
    }));
    return {
      serviceRevisions: found.flatMap(({ revision }) => (revision ? [revision] : [])),
      failures: found.filter(({ revision }) => !revision).map(({ arn }) => ({ arn, reason: 'MISSING' })),
    };
  };
}

export function stopServiceDeployment(world: World, life: Life): Operation {
  return (input) => {
    const arn = input.text('serviceDeploymentArn') ?? '';
    const type = input.oneOf('stopType', Object.values(StopServiceDeploymentStopType)) ?? 'ROLLBACK';
    const { record, serviceLife } = knownDeployment(world, life, arn);
    // AWS's own sentence is not on record.
    if (!serviceLife.stopDeployment(record, type)) {
      throw new AwsError('ConflictException', `The service deployment ${arn} is not in progress and can't be stopped.`);
    }
    return { serviceDeploymentArn: arn };
  };
}

export function continueServiceDeployment(world: World, life: Life): Operation {
  return (input) => {
    const arn = input.text('serviceDeploymentArn') ?? '';
    const hookId = input.text('hookId') ?? '';
    const action = input.oneOf('action', Object.values(DeploymentLifecycleHookAction)) ?? 'CONTINUE';
    const { record, serviceLife } = knownDeployment(world, life, arn);
    // AWS's own sentence is not on record.
    if (!serviceLife.continueDeployment(record, hookId, action)) {
      throw new AwsError('InvalidParameterException', `The lifecycle hook ${hookId} isn't waiting for an action.`);
    }
    return { serviceDeploymentArn: arn };
  };
}

/** The tasks of a deployment, as its revision's summary counts them. */
export function revisionCounts(
  life: ServiceLife,
  rollout: Rollout,
): Required<Pick<ServiceRevisionSummary, 'runningTaskCount' | 'pendingTaskCount'>> {
  const { runningCount, pendingCount } = countsOf(life.tasksOf(rollout).map(({ description }) => description));
  return { runningTaskCount: runningCount, pendingTaskCount: pendingCount };
}

function describe(record: ServiceDeployment, life: ServiceLife): ServiceDeployment {
  const summary = (revision: ServiceRevisionSummary | undefined): ServiceRevisionSummary | undefined => {
    const rollout = life.rollouts.find((each) => each.revision.serviceRevisionArn === revision?.arn);
    return (
      revision && {
        requestedTaskCount: rollout?.deployment.desiredCount ?? 0,
        runningTaskCount: 0,
        pendingTaskCount: 0,
        ...revision,
        ...(rollout && revisionCounts(life, rollout)),
      }
    );
  };
  return {
    ...record,
    sourceServiceRevisions: record.sourceServiceRevisions?.flatMap((revision) => summary(revision) ?? []),
    targetServiceRevision: summary(record.targetServiceRevision),
  };
}

function knownDeployment(
  world: World,
  life: Life,
  arn: string,
): { record: ServiceDeployment; serviceLife: ServiceLife } {
  const { record, serviceLife } = findDeployment(world, life, arn);
  if (record === undefined || serviceLife === undefined) {
    throw new AwsError('ServiceDeploymentNotFoundException', 'The service deployment was not found.');
  }
  return { record, serviceLife };
}

function findDeployment(
  world: World,
  life: Life,
  arn: string,
): { record?: ServiceDeployment | undefined; serviceLife?: ServiceLife | undefined } {
  const serviceLife = serviceLifeOf(world, life, arn, 'service-deployment');
  return {
    serviceLife,
    record: serviceLife?.history.find(({ serviceDeploymentArn }) => serviceDeploymentArn === arn),
  };
}

/** Whose deployment or revision the ARN names; undefined where there is no such service. */
function serviceLifeOf(world: World, life: Life, arn: string, type: string): ServiceLife | undefined {
  const parsed = parseEcsArn(arn);
  if (parsed?.type !== type) {
    throw new AwsError('InvalidParameterException', `Invalid identifier: ${arn}`);
  }
  const [clusterName = '', serviceName = ''] = parsed.path;
  const cluster = world.clusters.get(clusterName);
  const service = cluster?.services.get(serviceName);
  return cluster && service && life.of(cluster, service);
}

function someArns(input: Parameters, name: string): readonly string[] {
  const arns = input.texts(name) ?? [];
  if (arns.length === 0) {
    throw new AwsError('InvalidParameterException', `${name} cannot be empty.`);
  }
  if (arns.length > MOST_ARNS) {
    throw new AwsError('InvalidParameterException', `${name} can have at most ${MOST_ARNS} items.`);
  }
  return arns;
}

/** Deployments of services exist only where ECS makes them. AWS's own sentence is not on record. */
function refuseOtherControllers({ deploymentController }: Service): void {
  if (deploymentController?.type !== 'ECS') {
    throw new AwsError(
      'UnsupportedFeatureException',
      'This operation is only supported for services that use the ECS deployment controller.',
    );
  }
}
