import type { Image, Instance } from '@aws-sdk/client-ec2';
import type { Task } from '@aws-sdk/client-ecs';
import { imageId, instanceId, instancesOf } from './build-instance.ts';
import { INSTANCE_PROFILE } from './iam.ts';
import { hex } from './identity.ts';
import { describeInterface } from './interfaces.ts';
import { type Place, placeOf } from './place.ts';
import type { InstanceScenario } from './scenario.ts';
import type { World, WorldCluster } from './world.ts';

/** An instance that ECS makes new from time to time; its name says when. */
const STANDARD_IMAGE = { name: 'al2023-ami-ecs-hvm-2023.0.20261001-kernel-6.1-x86_64', created: '2026-10-01' };

/** The EC2 instances of all clusters: neither servers of one's own nor those of Fargate. */
export function ec2Instances(world: World): Instance[] {
  return allInstances(world).map(({ scenario, clusterInstance, ec2InstanceId }) => {
    const place = placeOf(world.vpcs, clusterInstance, scenario.network);
    const { profile = INSTANCE_PROFILE } = scenario;
    const eni = describeInterface(world, place, `eni-0${hex(16, 'instance', clusterInstance)}`, clusterInstance);
    return {
      InstanceId: ec2InstanceId,
      ImageId: imageId(scenario),
      State: { Code: 16, Name: 'running' },
      InstanceType: 'm7i.large',
      LaunchTime: world.madeAt,
      SubnetId: eni.SubnetId,
      VpcId: eni.VpcId,
      PrivateIpAddress: eni.PrivateIpAddress,
      PublicIpAddress: place.publicAddress,
      SecurityGroups: eni.Groups,
      IamInstanceProfile:
        profile === false
          ? undefined
          : {
              Arn: `arn:aws:iam::${world.account}:instance-profile/${profile}`,
              Id: 'AIPASIMULATOR0000TEST',
            },
      NetworkInterfaces: [
        {
          NetworkInterfaceId: eni.NetworkInterfaceId,
          SubnetId: eni.SubnetId,
          VpcId: eni.VpcId,
          PrivateIpAddress: eni.PrivateIpAddress,
          Groups: eni.Groups,
          Association: place.publicAddress === undefined ? undefined : { PublicIp: place.publicAddress },
          Ipv6Addresses: eni.Ipv6Addresses,
          Status: 'in-use',
        },
      ],
      Architecture: 'x86_64',
      Platform: scenario.os === 'windows' ? 'Windows' : undefined,
      Tags: [],
    };
  });
}

/** The images that the instances were made of. */
export function images(world: World): Image[] {
  const byId = new Map<string, Image>();
  for (const { scenario } of allInstances(world)) {
    const { name, created } = scenario.image ?? STANDARD_IMAGE;
    byId.set(imageId(scenario), {
      ImageId: imageId(scenario),
      Name: name,
      CreationDate: `${created}T00:00:00.000Z`,
      State: 'available',
      Public: true,
      OwnerId: '591542846629',
      ImageOwnerAlias: 'amazon',
      Architecture: 'x86_64',
      Description: 'Amazon Linux AMI for ECS',
    });
  }
  return [...byId.values()];
}

/** The EC2 instance that a task runs on; undefined on Fargate, and on servers of one's own. */
export function instanceBehind(
  world: World,
  { containerInstanceArn, clusterArn }: Task,
): { readonly place: Place; readonly profile: string | undefined } | undefined {
  const cluster = world.clusters.get(clusterArn?.split('/').at(-1) ?? '');
  const id = containerInstanceArn?.split('/').at(-1);
  const found = cluster && ec2InstancesOf(cluster).find(({ clusterInstance }) => clusterInstance === id);
  if (found === undefined) {
    return undefined;
  }
  const { network, profile = INSTANCE_PROFILE } = found.scenario;
  return {
    place: placeOf(world.vpcs, found.clusterInstance, network),
    profile: profile === false ? undefined : profile,
  };
}

interface Known {
  readonly scenario: InstanceScenario;
  readonly clusterInstance: string;
  readonly ec2InstanceId: string;
}

function allInstances({ clusters }: World): Known[] {
  return [...clusters.values()].flatMap(ec2InstancesOf);
}

function ec2InstancesOf({ scenario: cluster, instances }: WorldCluster): Known[] {
  return instancesOf(cluster).flatMap((scenario, index) => {
    const clusterInstance = instanceId(cluster, index);
    const ec2InstanceId = instances.get(clusterInstance)?.ec2InstanceId ?? '';
    return ec2InstanceId.startsWith('i-') ? [{ scenario, clusterInstance, ec2InstanceId }] : [];
  });
}
