import type { InstanceDescription, TaskDescription } from '../../../src/aws/api/details.ts';
import type { Facts } from '../../../src/readiness/model/facts.ts';
import { definition, denied, known, task } from '../world.ts';
import type { Cases } from './case.ts';

function onInstance(
  instance: InstanceDescription | undefined = {},
  change: Partial<TaskDescription> = {},
  agentVersion = '1.102.0',
): Partial<Facts> {
  return {
    task: task({ launchType: 'EC2', platformFamily: undefined, platformVersion: undefined, ...change }),
    containerInstance: known({
      ec2InstanceId: 'i-1',
      agentConnected: true,
      versionInfo: { agentVersion },
      attributes: [{ name: 'ecs.ami-id', value: 'ami-1' }],
      ...instance,
    }),
    image: known({ id: 'ami-1', name: 'amzn2-ami-ecs-hvm-2.0', createdAt: new Date(Date.UTC(2020, 11, 1)) }),
  };
}

const windows = { attributes: [{ name: 'ecs.os-type', value: 'windows' }] };

export const cases: Cases = {
  never: { warn: 'A version is new enough or is not.', 'not-needed': 'All that runs runs on something.' },
  list: [
    { name: 'Fargate', state: 'pass', says: /platform version 1\.4\.0 is new enough/ },
    {
      name: 'an old Fargate',
      facts: { task: task({ platformVersion: '1.3.0' }) },
      state: 'fail',
      says: /1\.3\.0 is too old: ECS Exec needs at least 1\.4\.0\. Deploy with LATEST\.$/,
      mends: ['force-new-deployment'],
      evidence: { 'Platform version': '1.3.0' },
    },
    {
      name: 'Windows on Fargate',
      facts: { task: task({ platformVersion: '1.0.0', platformFamily: 'WINDOWS_SERVER_2022_CORE' }) },
      state: 'pass',
      says: /1\.0\.0 is new enough/,
    },
    {
      name: 'a Fargate of no known version',
      facts: { task: task({ platformVersion: undefined }) },
      state: 'unknown',
      says: /does not say the version of the platform/,
    },
    {
      name: 'an instance',
      facts: onInstance(),
      state: 'pass',
      says: /ECS agent 1\.102\.0 of instance i-1 is new enough/,
      evidence: { AMI: 'amzn2-ami-ecs-hvm-2.0', 'AMI created': '2020-12-01 00:00:00 UTC' },
    },
    {
      name: 'an old ECS agent',
      facts: onInstance({}, {}, '1.50.1'),
      state: 'fail',
      says: /ECS agent 1\.50\.1 of instance i-1 is too old: ECS Exec needs at least 1\.50\.2/,
      evidence: { 'AMI created': '2020-12-01 00:00:00 UTC' },
    },
    {
      name: 'an ECS agent that is new enough for Linux alone',
      facts: onInstance(windows, {}, '1.55.9'),
      state: 'fail',
      says: /at least 1\.56\.0/,
    },
    {
      name: 'Windows by its task definition',
      facts: {
        ...onInstance({}, {}, '1.55.9'),
        taskDefinition: definition({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2019_CORE' } }),
      },
      state: 'fail',
      says: /at least 1\.56\.0/,
    },
    {
      name: 'an ECS agent that is disconnected',
      facts: onInstance({ agentConnected: false }),
      state: 'fail',
      says: /of instance i-1 is disconnected/,
      evidence: { 'ECS agent connected': 'false' },
    },
    {
      name: 'an ECS agent that does not say its version',
      facts: onInstance({ versionInfo: undefined }),
      state: 'unknown',
      says: /does not say the version of its agent/,
    },
    {
      name: 'a managed instance',
      facts: onInstance({}, { launchType: 'MANAGED_INSTANCES' }),
      state: 'unknown',
      says: /ECS Managed Instances/,
    },
    {
      name: 'an AMI that may not be described',
      facts: { ...onInstance(), image: denied('ec2:DescribeImages') },
      state: 'pass',
      says: /new enough/,
    },
    {
      name: 'an instance that is not known',
      facts: { ...onInstance(), containerInstance: known(undefined) },
      state: 'unknown',
      says: /which instance/,
    },
    {
      name: 'an instance that may not be described',
      facts: { ...onInstance(), containerInstance: denied('ecs:DescribeContainerInstances') },
      state: 'unknown',
      says: /not allowed ecs:DescribeContainerInstances/,
      permissions: ['ecs:DescribeContainerInstances'],
    },
    { name: 'the task is gone', facts: { task: known(undefined) }, state: 'unknown', says: /no longer knows the task/ },
    {
      name: 'the task may not be described',
      facts: { task: denied('ecs:DescribeTasks') },
      state: 'unknown',
      says: /not allowed/,
      permissions: ['ecs:DescribeTasks'],
    },
  ],
};
