import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../model/task-definition.ts';
import { set, type Change } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import type { Remedy, Report, Rule } from '../rule.ts';

/**
 * A session reaches the container through the task's network.
 * "Fargate only supports network mode 'awsvpc'", also when it is left out: RegisterTaskDefinition's answer.
 * With `none`, containers "do not have external connectivity"; left out, it is bridge on Linux instances and the
 * default network on Windows instances: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * "When you have tasks that run on Amazon EC2 instances, use awsvpc networking mode":
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const networkMode: Rule = {
  id: 'exec/network-mode',
  severity: 'information',
  check(taskDefinition, report) {
    const mode = taskDefinition.get('networkMode');
    const fargate = taskDefinition.requires('FARGATE');
    if (fargate !== undefined) checkOnFargate(taskDefinition, mode, fargate, report);
    else if (mode.is('none')) {
      report({
        at: mode,
        severity: 'warning',
        message: text('Network mode "{0}" leaves ECS Exec no way to reach Session Manager.', 'none'),
        // External instances do not support awsvpc.
        fixes: taskDefinition.requires('EXTERNAL') === undefined ? [useAwsvpc(taskDefinition, false)] : [],
      });
    } else checkOnInstances(taskDefinition, mode, report);
  },
};

function checkOnFargate(taskDefinition: TaskDefinition, mode: Value, fargate: Value, report: Report): void {
  // If it runs elsewhere too, one may as well give up Fargate.
  const fixes = [useAwsvpc(taskDefinition, taskDefinition.get('requiresCompatibilities').items.length === 1)];
  if (mode.is('bridge') || mode.is('host') || mode.is('none')) {
    const message = text('Fargate only supports network mode "awsvpc", so ECS refuses "{0}".', mode.string ?? '');
    report({ at: mode, severity: 'error', message, fixes });
  } else if (mode.isAbsent) {
    const message = text('Fargate only supports network mode "awsvpc", so ECS refuses a task definition without networkMode.');
    report({ at: fargate, severity: 'error', message, fixes });
  }
}

/** Says nothing of external and managed instances: those do not support awsvpc, these are not in AWS's list for ECS Exec. */
function checkOnInstances(taskDefinition: TaskDefinition, mode: Value, report: Report): void {
  const launchTypes = taskDefinition.get('requiresCompatibilities').items;
  const ec2 = taskDefinition.requires('EC2');
  if (ec2 === undefined ? launchTypes.length > 0 : launchTypes.length > 1) return;
  const fixes = [useAwsvpc(taskDefinition, false)];
  if (mode.is('bridge') || mode.is('host')) {
    const message = text('On EC2 instances, AWS recommends network mode "awsvpc" for ECS Exec, not "{0}".', mode.string ?? '');
    report({ at: mode, message, fixes });
  } else if (mode.isAbsent && taskDefinition.operatingSystem !== 'unknown') {
    const standard = taskDefinition.operatingSystem === 'windows' ? 'default' : 'bridge';
    const message = text('Without networkMode, EC2 instances use "{0}"; AWS recommends network mode "awsvpc" for ECS Exec.', standard);
    report({ at: ec2 ?? taskDefinition.get('family'), message, fixes });
  }
}

function useAwsvpc(taskDefinition: TaskDefinition, safe: boolean): Remedy {
  const ports = taskDefinition.containers.flatMap((container) => container.get('portMappings').items).flatMap(equalPorts);
  return {
    title:
      ports.length === 0
        ? text('Set networkMode to awsvpc')
        : text('Set networkMode to awsvpc and each hostPort to its containerPort'),
    safe,
    changes: () => [...(taskDefinition.value === undefined ? [] : [set(taskDefinition.value, ['networkMode'], 'awsvpc')]), ...ports],
  };
}

/** "When networkMode=awsvpc, the host ports and container ports in port mappings must match." */
function equalPorts(mapping: Value): Change[] {
  const containerPort = mapping.get('containerPort').number;
  const hostPort = mapping.get('hostPort').number;
  return containerPort === undefined || hostPort === undefined || hostPort === containerPort
    ? []
    : [set(mapping, ['hostPort'], containerPort)];
}
