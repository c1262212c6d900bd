import { familyAndRevision, lastPart } from '../../arn.ts';
import type { ContainerDescription, InstanceDescription, TaskDescription } from '../../aws/api/details.ts';
import type { TaskReport } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';
import { endOf } from '../fate.ts';
import type { OperatingSystem } from '../platform.ts';
import { sidecarOf } from '../sidecar.ts';
import { age, span } from '../standing/age.ts';
import { type Asked, couldNotTell, fact, joined, type Line, type Section, type Sheet, type Times } from './sheet.ts';
import { launchInWords, lowered } from './words.ts';

/** All that is asked about a task. */
export interface TaskAnswers {
  readonly task: TaskDescription;
  /** The same, as it is shown elsewhere. */
  readonly report: TaskReport;
  readonly system: OperatingSystem;
  /** What it runs on; undefined on Fargate. */
  readonly instance: Asked<InstanceDescription | undefined>;
  /** By container: what the readiness says, and what to do. */
  readonly readiness: ReadonlyMap<string, readonly Text[]>;
}

/** What there is to read about a task; with a container's name, about that one alone. */
export function taskSheet(answers: TaskAnswers, times: Times, only?: string): Sheet {
  const { task } = answers;
  const id = lastPart(task.taskArn ?? '');
  const containers = (task.containers ?? []).filter(({ name }) => only === undefined || name === only);
  const sections = containers.map((container): Section => ({
    ...(only === undefined && { title: sentence('Container {0}', container.name ?? '') }),
    lines: containerLines(container, answers),
  }));
  const own: readonly Section[] = [
    { ...(only !== undefined && { title: sentence('Task {0}', id) }), lines: summary(answers) },
    { title: sentence('Times'), isPart: only !== undefined, lines: timeLines(task, times) },
  ];
  return only === undefined
    ? { title: sentence('Task {0}', id), sections: [...own, ...sections] }
    : { title: sentence('Container {0}', only), sections: [...sections, ...own] };
}

function summary({ task, report, system, instance }: TaskAnswers): readonly Line[] {
  const { desiredStatus, lastStatus = '', group, startedBy, healthStatus = 'UNKNOWN' } = task;
  return [
    ...fact(
      sentence('Status'),
      desiredStatus === 'STOPPED' && lastStatus !== 'STOPPED'
        ? sentence('{0}, stopping', lowered(lastStatus))
        : lowered(lastStatus),
    ),
    ...fact(sentence('How it ended'), endOf(report)),
    ...fact(sentence('Health'), healthStatus === 'UNKNOWN' ? sentence('not checked') : lowered(healthStatus)),
    ...fact(sentence('Task definition'), familyAndRevision(task.taskDefinitionArn ?? '')),
    ...(group?.startsWith('service:') === true
      ? fact(sentence('Service'), group.slice('service:'.length))
      : fact(sentence('Group'), group)),
    ...fact(sentence('Started by'), startedBy),
    ...fact(sentence('ECS Exec'), task.enableExecuteCommand === true ? sentence('on') : sentence('off')),
    ...fact(
      sentence('Runs on'),
      joined([
        launchInWords(task.launchType),
        task.capacityProviderName,
        task.platformVersion === undefined ? undefined : sentence('platform {0}', task.platformVersion),
      ]),
    ),
    ...fact(
      sentence('Operating system'),
      task.platformFamily ??
        (system === 'unknown' ? undefined : system === 'windows' ? sentence('Windows') : sentence('Linux')),
    ),
    ...('problem' in instance ? couldNotTell(instance.problem) : instanceLines(instance.value)),
    ...fact(sentence('Availability Zone'), task.availabilityZone),
    ...fact(sentence('CPU and memory'), sizeInWords(task)),
    ...(task.connectivity === 'DISCONNECTED' ? fact(sentence('Connection to ECS'), sentence('lost')) : []),
    ...fact(sentence('ARN'), task.taskArn),
  ];
}

/** Instances of ECS Anywhere are managed ones of Systems Manager, `mi-…`. */
function instanceLines(instance: InstanceDescription | undefined): readonly Line[] {
  if (instance === undefined) {
    return [];
  }
  const { ec2InstanceId, agentConnected, versionInfo, status } = instance;
  return fact(
    sentence('Instance'),
    joined([
      ec2InstanceId,
      status === 'ACTIVE' || status === undefined ? undefined : lowered(status),
      versionInfo?.agentVersion === undefined ? undefined : sentence('ECS agent {0}', versionInfo.agentVersion),
      agentConnected === false ? sentence('its agent is not connected') : undefined,
    ]),
  );
}

/** ECS counts CPU in units, of which 1,024 are one vCPU, and memory in MiB. Either may be set for containers only. */
function sizeInWords({ cpu, memory }: Pick<TaskDescription, 'cpu' | 'memory'>): Text | undefined {
  return joined([
    cpu === undefined || cpu === '0' ? undefined : sentence('{0} CPU units', cpu),
    memory === undefined ? undefined : sentence('{0} MiB', memory),
  ]);
}

function timeLines(task: TaskDescription, { now, at }: Times): readonly Line[] {
  const { createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt, stoppedAt } = task;
  return [
    ...fact(sentence('Created'), createdAt && at(createdAt)),
    ...fact(
      sentence('Pulled its images'),
      pullStartedAt && pullStoppedAt && sentence('in {0}', seconds(pullStoppedAt.getTime() - pullStartedAt.getTime())),
    ),
    ...fact(sentence('Started'), startedAt && sentence('{0}, {1} ago', at(startedAt), age(startedAt, now))),
    ...fact(sentence('Began to stop'), stoppingAt && at(stoppingAt)),
    ...fact(sentence('Stopped'), stoppedAt && sentence('{0}, {1} ago', at(stoppedAt), age(stoppedAt, now))),
  ];
}

function seconds(milliseconds: number): Text {
  return milliseconds < 60_000 ? sentence('{0} s', Math.max(0, Math.round(milliseconds / 1000))) : span(milliseconds);
}

function containerLines(container: ContainerDescription, { report, readiness }: TaskAnswers): readonly Line[] {
  const { name = '', healthStatus = 'UNKNOWN', lastStatus = '', exitCode, networkInterfaces = [] } = container;
  const known = report.task.containers.find((each) => each.name === name);
  const agent = container.managedAgents?.find((each) => each.name === 'ExecuteCommandAgent');
  return [
    ...fact(sentence('Kind'), known && sidecarOf(known)),
    ...fact(sentence('Status'), lowered(lastStatus)),
    ...fact(sentence('Health'), healthStatus === 'UNKNOWN' ? undefined : lowered(healthStatus)),
    ...fact(sentence('Exit code'), exitCode),
    ...fact(sentence('Reason'), container.reason),
    ...fact(sentence('ECS Exec'), joined(readiness.get(name) ?? [], '. ')),
    ...fact(sentence('Exec agent'), agent && joined([lowered(agent.lastStatus ?? ''), agent.reason])),
    ...fact(sentence('Image'), container.image),
    ...fact(sentence('Digest'), container.imageDigest),
    ...fact(
      sentence('IP address'),
      networkInterfaces.flatMap((each) => [each.privateIpv4Address ?? [], each.ipv6Address ?? []].flat()).join(', '),
    ),
    ...(container.networkBindings ?? []).flatMap((binding) =>
      fact(
        sentence('Port {0}', binding.containerPort ?? binding.containerPortRange ?? ''),
        sentence(
          '{0}:{1} of the instance, {2}',
          binding.bindIP ?? '',
          binding.hostPort ?? binding.hostPortRange ?? '',
          binding.protocol ?? 'tcp',
        ),
      ),
    ),
    ...fact(sentence('CPU and memory'), sizeInWords(container)),
    ...fact(sentence('Runtime id'), container.runtimeId),
  ];
}
