import type { CapacityProvider } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Operation } from '../aws/protocol.ts';
import { ecsArn } from '../world/arn.ts';
import { uuid } from '../world/identity.ts';
import type { CapacityProviderScenario } from '../world/scenario.ts';
import type { World, WorldCluster } from '../world/world.ts';
import { findCluster } from './identifiers.ts';

/** DescribeCapacityProviders never answers more at a time. */
const LARGEST_PAGE = 10;

export function describeCapacityProviders(world: World, pages: Pages): Operation {
  return (input) => {
    const names = input.texts('capacityProviders');
    const clusterName = input.text('cluster');
    const include = input.someOf('include', ['TAGS']);
    const cluster = clusterName === undefined ? undefined : findCluster(world, clusterName);
    if (names !== undefined && names.length > 100) {
      throw new AwsError('InvalidParameterException', 'capacityProviders can have at most 100 items.');
    }
    const known = [...new Map(all(world, cluster).map((each) => [each.name, each])).values()];
    const isNamed = ({ name, capacityProviderArn }: CapacityProvider, given: string): boolean =>
      given === name || given === capacityProviderArn;
    const found = known.filter((each) => names === undefined || names.some((name) => isNamed(each, name)));
    const { items, nextToken } = pages.cut('DescribeCapacityProviders', input, found, LARGEST_PAGE, LARGEST_PAGE);
    return {
      capacityProviders: items.map(({ tags, ...each }) => ({ ...each, tags: include.has('TAGS') ? tags : [] })),
      failures: (names ?? [])
        .filter((name) => !known.some((each) => isNamed(each, name)))
        .map((name) => ({ arn: ecsArn(world, 'capacity-provider', name), reason: 'MISSING' })),
      nextToken,
    };
  };
}

/** The account's own and, where a cluster is named, those of that cluster alone, as Managed Instances have them. */
function all(world: World, cluster: WorldCluster | undefined): CapacityProvider[] {
  const own = [...world.clusters.values()].flatMap((each) =>
    (each.scenario.capacityProviders ?? [])
      .filter((provider) => provider.kind !== 'managed-instances' || each === cluster)
      .map((provider) => build(world, each, provider)),
  );
  return [fargate(world, 'FARGATE'), fargate(world, 'FARGATE_SPOT'), ...own];
}

function fargate(world: World, name: 'FARGATE' | 'FARGATE_SPOT'): CapacityProvider {
  return {
    capacityProviderArn: ecsArn(world, 'capacity-provider', name),
    name,
    status: 'ACTIVE',
    type: name,
    tags: [],
  };
}

function build(world: World, cluster: WorldCluster, { name, kind }: CapacityProviderScenario): CapacityProvider {
  const base: CapacityProvider = {
    capacityProviderArn: ecsArn(world, 'capacity-provider', name),
    name,
    status: 'ACTIVE',
    updateStatus: 'UPDATE_COMPLETE',
    tags: [],
  };
  if (kind === 'managed-instances') {
    return {
      ...base,
      type: 'MANAGED_INSTANCES',
      cluster: cluster.name,
      managedInstancesProvider: {
        infrastructureRoleArn: `arn:aws:iam::${world.account}:role/ecsInfrastructureRole`,
        instanceLaunchTemplate: {
          ec2InstanceProfileArn: `arn:aws:iam::${world.account}:instance-profile/ecsInstanceRole`,
          networkConfiguration: { subnets: [], securityGroups: [] },
        },
      },
    };
  }
  return {
    ...base,
    type: 'EC2_AUTOSCALING',
    autoScalingGroupProvider: {
      autoScalingGroupArn:
        `arn:aws:autoscaling:${world.region}:${world.account}:autoScalingGroup:${uuid('group', name)}:` +
        `autoScalingGroupName/${name}`,
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
      managedTerminationProtection: 'DISABLED',
      managedDraining: 'ENABLED',
    },
  };
}
