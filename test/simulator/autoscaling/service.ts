import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { AwsError } from '../aws/error.ts';
import { awsJson } from '../aws/json-protocol.ts';
import { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation, Service } from '../aws/protocol.ts';
import { required } from '../aws/required.ts';
import { hex, uuid } from '../world/identity.ts';
import type { ScalingScenario } from '../world/scenario.ts';
import type { World } from '../world/world.ts';

const DIMENSION = 'ecs:service:DesiredCount';

/** The services of ECS that Application Auto Scaling scales: what it may set, and by which policies. */
export function applicationAutoScaling(world: World): Service {
  const pages = new Pages({ size: 'MaxResults', token: 'NextToken', error: 'ValidationException' });
  return {
    signingName: 'application-autoscaling',
    protocol: awsJson('AnyScaleFrontendService'),
    operations: {
      DescribeScalableTargets: describeScalableTargets(world, pages),
      DescribeScalingPolicies: describeScalingPolicies(world, pages),
    },
    // None of its describe actions can be limited to a resource.
    resource: () => '*',
  };
}

interface Scaled {
  readonly resourceId: string;
  readonly scaling: ScalingScenario;
  readonly createdAt: Date | undefined;
}

function describeScalableTargets(world: World, pages: Pages): Operation {
  return (input) => {
    const wanted = readFilter(input, input.texts('ResourceIds'));
    const targets = scaled(world)
      .filter(({ resourceId }) => wanted(resourceId))
      .map(({ resourceId, scaling: { min, max, suspended = false }, createdAt }) => {
        const target: ScalableTarget = {
          ServiceNamespace: 'ecs',
          ResourceId: resourceId,
          ScalableDimension: DIMENSION,
          MinCapacity: min,
          MaxCapacity: max,
          RoleARN:
            `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/` +
            'AWSServiceRoleForApplicationAutoScaling_ECSService',
          CreationTime: createdAt,
          SuspendedState: {
            DynamicScalingInSuspended: suspended,
            DynamicScalingOutSuspended: suspended,
            ScheduledScalingSuspended: suspended,
          },
          ScalableTargetARN: arn(world, `scalable-target/${hex(32, 'target', resourceId)}`),
        };
        return target;
      });
    const { items, nextToken } = pages.cut('DescribeScalableTargets', input, targets, 50);
    return { ScalableTargets: items, NextToken: nextToken };
  };
}

function describeScalingPolicies(world: World, pages: Pages): Operation {
  return (input) => {
    const resource = input.text('ResourceId');
    const wanted = readFilter(input, resource === undefined ? undefined : [resource]);
    const policies = scaled(world)
      .filter(({ resourceId }) => wanted(resourceId))
      .flatMap(({ resourceId, scaling: { cpu }, createdAt }) => {
        if (cpu === undefined) {
          return [];
        }
        const name = `cpu-${cpu}`;
        const id = uuid('policy', resourceId);
        const policy: ScalingPolicy = {
          PolicyARN: arn(world, `scalingPolicy:${id}:resource/ecs/${resourceId}:policyName/${name}`),
          PolicyName: name,
          ServiceNamespace: 'ecs',
          ResourceId: resourceId,
          ScalableDimension: DIMENSION,
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: cpu,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
            DisableScaleIn: false,
          },
          Alarms: [],
          CreationTime: createdAt,
        };
        return [policy];
      });
    const { items, nextToken } = pages.cut('DescribeScalingPolicies', input, policies, 10);
    return { ScalingPolicies: items, NextToken: nextToken };
  };
}

function scaled({ clusters }: World): Scaled[] {
  return [...clusters.values()].flatMap(({ name, scenario: { services = [] }, services: described }) =>
    services.flatMap(({ name: service, scaling }) =>
      scaling === undefined
        ? []
        : [{ resourceId: `service/${name}/${service}`, scaling, createdAt: described.get(service)?.createdAt }],
    ),
  );
}

/** Reads what all its calls have; gives whether a resource is asked for. */
function readFilter(input: Parameters, ids: readonly string[] | undefined): (resourceId: string) => boolean {
  const namespace = required(input, 'ServiceNamespace', 100);
  const dimension = input.text('ScalableDimension') ?? DIMENSION;
  if (ids !== undefined && ids.length > 50) {
    throw new AwsError('ValidationException', 'The number of resource IDs must be at most 50.');
  }
  return (resourceId) =>
    namespace === 'ecs' &&
    dimension === DIMENSION &&
    (ids === undefined || ids.length === 0 || ids.includes(resourceId));
}

function arn({ region, account }: World, rest: string): string {
  return `arn:aws:application-autoscaling:${region}:${account}:${rest}`;
}
