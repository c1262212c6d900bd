import { text } from '../../../text.ts';
import { networkSettingsRefused } from '../../documents/network-settings.ts';
import { isPort, overlaps } from '../../documents/port-mapping.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { set } from '../../syntax/change.ts';
import type { Change, Value } from '../../syntax/value.ts';
import type { OldRule, Remedy, Report } from '../rule.ts';

/**
 * A session reaches the container through the task's network.
 * "Fargate only supports network mode 'awsvpc'", also when it is left out: RegisterTaskDefinition's answer.
 * With `none`, containers "do not have external connectivity"; left out, it is bridge on Linux instances and the
 * default network on Windows instances:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * "When you have tasks that run on Amazon EC2 instances, use awsvpc networking mode":
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * On external instances, "the awsvpc network mode isn't supported":
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const networkMode: OldRule = {
  id: 'exec/network-mode',
  severity: 'information',
  check(taskDefinition, report) {
    const mode = taskDefinition.get('networkMode');
    const fargate = taskDefinition.platform.requires('FARGATE');
    if (fargate !== undefined) {
      checkOnFargate(taskDefinition, mode, fargate, report);
    } else if (mode.is('none')) {
      report({
        at: mode,
        severity: 'warning',
        message: text('Network mode "{0}" leaves ECS Exec no way to reach Session Manager.', 'none'),
        // External instances do not support awsvpc.
        fixes: taskDefinition.platform.requires('EXTERNAL') === undefined ? offerAwsvpc(taskDefinition) : [],
      });
    } else if (mode.is('awsvpc') && taskDefinition.platform.requires('EXTERNAL') !== undefined) {
      report({
        at: mode,
        severity: 'warning',
        message: text('External instances do not support network mode "awsvpc", only bridge, host and none.'),
      });
    } else {
      checkOnInstances(taskDefinition, mode, report);
    }
  },
};

function checkOnFargate(taskDefinition: TaskDefinition, mode: Value, fargate: Value, report: Report): void {
  const isRefused = mode.is('bridge') || mode.is('host') || mode.is('none');
  if (!isRefused && !mode.isAbsent) {
    return;
  }
  // If it may run elsewhere too, one can as well give up Fargate.
  const isOnlyWay = taskDefinition.platform.launchTypes.length === 1;
  report({
    at: isRefused ? mode : fargate,
    severity: 'error',
    message: isRefused
      ? text('Fargate only supports network mode "awsvpc", so ECS refuses "{0}".', mode.string ?? '')
      : text('Fargate only supports network mode "awsvpc", so ECS refuses a task definition without networkMode.'),
    fixes: [useAwsvpc(taskDefinition, isOnlyWay)],
  });
}

/**
 * Says nothing of external and managed instances: those do not support awsvpc, these are not in AWS's list of where
 * ECS Exec works.
 */
function checkOnInstances(taskDefinition: TaskDefinition, mode: Value, report: Report): void {
  const launchTypes = taskDefinition.platform.launchTypes;
  const ec2 = taskDefinition.platform.requires('EC2');
  if (ec2 === undefined ? launchTypes.length > 0 : launchTypes.length > 1) {
    return;
  }
  if (mode.is('bridge') || mode.is('host')) {
    report({
      at: mode,
      message: text(
        'On EC2 instances, AWS recommends network mode "awsvpc" for ECS Exec, not "{0}".',
        mode.string ?? '',
      ),
      fixes: offerAwsvpc(taskDefinition),
    });
  } else if (mode.isAbsent && taskDefinition.platform.operatingSystem !== 'unknown') {
    report({
      at: ec2 ?? taskDefinition.get('family'),
      message: text(
        'Without networkMode, EC2 instances use "{0}"; AWS recommends network mode "awsvpc" for ECS Exec.',
        taskDefinition.platform.operatingSystem === 'windows' ? 'default' : 'bridge',
      ),
      fixes: offerAwsvpc(taskDefinition),
    });
  }
}

/** Offers awsvpc where nothing in the containers is at odds with it, and that it is one's choice. */
function offerAwsvpc(taskDefinition: TaskDefinition): readonly Remedy[] {
  const { containers, portMappings } = taskDefinition;
  const isAtOdds = networkSettingsRefused(containers, 'awsvpc').length > 0 || overlaps(portMappings).length > 0;
  return isAtOdds ? [] : [useAwsvpc(taskDefinition, false)];
}

function useAwsvpc(taskDefinition: TaskDefinition, safe: boolean): Remedy {
  const ports = taskDefinition.portMappings.flatMap(({ value }) => equalPorts(value));
  return {
    title:
      ports.length === 0
        ? text('Set networkMode to awsvpc')
        : text('Set networkMode to awsvpc and each hostPort to its containerPort'),
    safe,
    changes: () => [set(taskDefinition.value, ['networkMode'], 'awsvpc'), ...ports],
  };
}

/** "When networkMode=awsvpc, the host ports and container ports in port mappings must match." */
function equalPorts(mapping: Value): Change[] {
  const containerPort = mapping.get('containerPort').number;
  const hostPort = mapping.get('hostPort').number;
  return containerPort === undefined || !isPort(containerPort) || hostPort === undefined || hostPort === containerPort
    ? []
    : [set(mapping, ['hostPort'], containerPort)];
}
