import type { InstanceDescription } from '../../aws/api/details.ts';
import type { MachineImage } from '../../aws/api/vpc.ts';
import { sentence } from '../../text.ts';
import { amiOf } from '../judging/ami.ts';
import { couldNotTell, evidence, judged, taskIsGone, unclear } from '../judging/judgement.ts';
import { isOnFargate, replaceTasks } from '../judging/live-task.ts';
import { isAtLeast, LEAST_AGENT } from '../judging/version.ts';
import type { Check, Evidence } from '../model/check.ts';
import type { Fact } from '../model/fact.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html */
const LEAST_PLATFORM = { linux: '1.4.0', windows: '1.0.0' } as const;

/**
 * ECS Exec came with certain versions of the platform and of the ECS agent. ECS-optimized AMIs have the exec agent's
 * files from 2021-01-20 on.
 */
export const platform: Check<'task' | 'service' | 'taskDefinition' | 'containerInstance' | 'image'> = {
  id: 'platform',
  title: sentence('Platform'),
  needs: ['task', 'service', 'taskDefinition', 'containerInstance', 'image'],
  judge({ task: fact, service, taskDefinition, containerInstance, image }, place) {
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const family =
      task.platformFamily ??
      (taskDefinition.state === 'known' ? taskDefinition.value.runtimePlatform?.operatingSystemFamily : undefined);
    if (isOnFargate(task)) {
      const system = systemOf(family) ?? 'linux';
      const least = LEAST_PLATFORM[system];
      const shown = [
        ...evidence(sentence('Platform version'), task.platformVersion),
        ...evidence(sentence('Platform'), family),
      ];
      switch (isAtLeast(task.platformVersion, least)) {
        case true:
          return judged('pass', sentence('Fargate platform version {0} is new enough.', task.platformVersion ?? ''), {
            evidence: shown,
          });
        case false:
          return judged(
            'fail',
            sentence(
              'Fargate platform version {0} is too old: ECS Exec needs at least {1}. Deploy with LATEST.',
              task.platformVersion ?? '',
              least,
            ),
            { evidence: shown, mends: replaceTasks(service, place) },
          );
        case undefined:
          return unclear(sentence('because ECS does not say the version of the platform'), { evidence: shown });
      }
    }
    if (containerInstance.state === 'unknown') {
      return couldNotTell([containerInstance]);
    }
    const host = containerInstance.value;
    if (host === undefined) {
      return unclear(sentence('because ECS does not say which instance the task is on'));
    }
    const version = host.versionInfo?.agentVersion;
    const shown = [
      ...evidence(sentence('EC2 instance'), host.ec2InstanceId),
      ...evidence(sentence('Version of the ECS agent'), version),
      ...evidence(sentence('ECS agent connected'), host.agentConnected),
      ...evidence(sentence('ID of the AMI'), amiOf(host)),
      ...evidenceOf(image),
    ];
    const name = host.ec2InstanceId ?? '?';
    if (host.agentConnected === false) {
      return judged(
        'fail',
        sentence('The ECS agent of instance {0} is disconnected, so ECS cannot start sessions there.', name),
        { evidence: shown },
      );
    }
    const least = LEAST_AGENT[systemOf(osOf(host)) ?? systemOf(family) ?? 'linux'];
    switch (isAtLeast(version, least)) {
      case false:
        return judged(
          'fail',
          sentence(
            'The ECS agent {0} of instance {1} is too old: ECS Exec needs at least {2}. Update it, or its AMI.',
            version ?? '',
            name,
            least,
          ),
          { evidence: shown },
        );
      case undefined:
        return unclear(sentence('because ECS does not say the version of its agent'), { evidence: shown });
      case true:
        break;
    }
    if (task.launchType === 'MANAGED_INSTANCES') {
      return unclear(sentence('because AWS does not say whether ECS Exec works on ECS Managed Instances'), {
        evidence: shown,
      });
    }
    return judged('pass', sentence('The ECS agent {0} of instance {1} is new enough.', version ?? '', name), {
      evidence: shown,
    });
  },
};

function evidenceOf(image: Fact<MachineImage | undefined>): readonly Evidence[] {
  return image.state === 'unknown'
    ? []
    : [...evidence(sentence('AMI'), image.value?.name), ...evidence(sentence('AMI created'), image.value?.createdAt)];
}

/** `LINUX`, `Linux`, `WINDOWS_SERVER_2022_CORE`, `windows` … */
function systemOf(family: string | undefined): 'linux' | 'windows' | undefined {
  return family === undefined ? undefined : /^windows/i.test(family) ? 'windows' : 'linux';
}

function osOf({ attributes }: InstanceDescription): string | undefined {
  return attributes?.find(({ name }) => name === 'ecs.os-type')?.value;
}
