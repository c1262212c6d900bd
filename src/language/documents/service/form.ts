import type { Value } from '../../syntax/value.ts';
import { hasAny, isAllOf } from '../all-of.ts';

/** Of a service's properties, those that hardly anything else has. */
export const TELLING_SERVICE_PROPERTIES = [
  'desiredCount',
  'loadBalancers',
  'launchType',
  'networkConfiguration',
  'capacityProviderStrategy',
  'deploymentConfiguration',
  'deploymentController',
  'schedulingStrategy',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'enableExecuteCommand',
  'enableECSManagedTags',
  'propagateTags',
  'platformVersion',
  'placementStrategy',
  'healthCheckGracePeriodSeconds',
  'forceNewDeployment',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const;

/** Beside a task definition, these say that tasks of it are to be run. */
export const TELLING_RUN_PROPERTIES = [
  'overrides',
  'launchType',
  'networkConfiguration',
  'capacityProviderStrategy',
  'enableExecuteCommand',
  'containerInstances',
  'startedBy',
  'platformVersion',
  'enableECSManagedTags',
  'volumeConfigurations',
] as const;

/** What has so many of them is a service, although it has properties that a service cannot have … */
const MANY_TELLING = 3;

/** … but no more than these, … */
const MOST_OTHERS = 3;

/** … and none of what makes it something else: a task set, a revision of a service, a task, or a task definition. */
const OF_OTHERS = ['scale', 'taskSetArn', 'serviceRevisionArn', 'taskArn', 'family', 'containerDefinitions'] as const;

/** How a service is written down. */
export type ServiceForm =
  /** Input of CreateService: it has a name. */
  | 'create'
  /** Input of UpdateService: what is left out stays as it is. */
  | 'update'
  /** Without a name: ecspresso, or a script, knows it. */
  | 'nameless'
  /** Input of RunTask or StartTask. */
  | 'run'
  | 'described';

/**
 * Whether an object is a service, and how it is written; undefined where it is none. It has at least two
 * properties that hardly anything else has, or one, a name, and what it is to run; and nothing that a service cannot
 * have, or little of that beside many of these.
 */
export function serviceFormOf(value: Value): ServiceForm | undefined {
  if (value.kind !== 'object') {
    return undefined;
  }
  if (isTaskRun(value)) {
    return 'run';
  }
  const telling = TELLING_SERVICE_PROPERTIES.filter((name) => value.has(name)).length;
  const isUpdate = value.has('service');
  const isTold = value.has('taskDefinition') && hasAny(value, ['serviceName', 'service', 'cluster']);
  const isChange = isUpdate && value.has('cluster');
  const most = telling >= MANY_TELLING && !hasAny(value, OF_OTHERS) ? MOST_OTHERS : 0;
  // Variables of other tools are called `desiredCount`, too, in YAML: those are no objects, and run nothing.
  const isService = value.source.syntax.isLenient !== true || value.has('taskDefinition') || hasObject(value);
  const isEnough = isService && (telling >= 2 || (telling === 1 && (isTold || isChange)));
  if (!isEnough || !isAllOf(value, 'Service', { most })) {
    return undefined;
  }
  if (value.has('serviceArn')) {
    return 'described';
  }
  return isUpdate ? 'update' : value.has('serviceName') ? 'create' : 'nameless';
}

function hasObject(value: Value): boolean {
  return TELLING_SERVICE_PROPERTIES.some((name) => value.get(name).children.length > 0);
}

/** Whether an object is the input of RunTask or StartTask. What creates a service has a name for it. */
function isTaskRun(value: Value): boolean {
  return (
    isText(value.get('taskDefinition')) &&
    !hasAny(value, ['serviceName', 'service']) &&
    hasAny(value, TELLING_RUN_PROPERTIES) &&
    isAllOf(value, 'TaskRun')
  );
}

/** Whether an object is a service as DescribeServices prints it, which may have properties that are newer than this. */
export function isDescribedService(value: Value): boolean {
  return (
    value.kind === 'object' &&
    value.has('serviceArn') &&
    value.has('clusterArn') &&
    hasAny(value, ['deployments', 'desiredCount', 'taskSets'])
  );
}

/** A placeholder without quotes may be anything. */
function isText({ kind }: Value): boolean {
  return kind === 'string' || kind === 'unknown';
}
