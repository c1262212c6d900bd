import { familyAndRevision, lastPart } from '../../arn.ts';
import { quoted } from '../../live/cli-command.ts';
import { serviceOf } from '../../live/task-name.ts';
import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged, taskIsGone } from '../judging/judgement.ts';
import { idOf, replaceTasks } from '../judging/live-task.ts';
import type { Check } from '../model/check.ts';
import type { Place } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';

/**
 * "You can't turn on ECS Exec for existing tasks. It can only be turned on for new tasks."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const execEnabled: Check<'task' | 'service'> = {
  id: 'exec-enabled',
  title: sentence('ECS Exec of the task'),
  needs: ['task', 'service'],
  judge({ task: fact, service }, place) {
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const id = idOf(place);
    const described = service.state === 'known' ? service.value : undefined;
    const primary = described?.deployments?.find(({ status }) => status === 'PRIMARY');
    const shown = [
      ...evidence(sentence('Exec of the task'), task.enableExecuteCommand === true),
      ...evidence(sentence('Exec of the service'), described?.enableExecuteCommand),
      ...evidence(sentence('Task started'), task.startedAt),
      ...evidence(sentence('Newest deployment'), primary?.createdAt),
    ];
    if (task.enableExecuteCommand === true) {
      return judged('pass', sentence('Task {0} was started with exec on.', id), { evidence: shown });
    }
    const serviceName = described?.serviceName ?? serviceOf({ group: task.group });
    if (described?.enableExecuteCommand === true) {
      const isReplaced = primary?.rolloutState === 'IN_PROGRESS';
      return judged(
        'fail',
        sentence('Task {0} started before exec was switched on for service "{1}".', id, serviceName ?? '?'),
        { evidence: shown, mends: [...(isReplaced ? [WAIT] : []), ...replaceTasks(service, place)] },
      );
    }
    const enable: readonly Mend[] =
      described?.serviceArn === undefined
        ? []
        : [{ kind: 'enable-exec', clusterArn: place.clusterArn, serviceArn: described.serviceArn }];
    const cluster = lastPart(place.clusterArn);
    if (serviceName !== undefined) {
      const words = sentence('Exec was off when service "{0}" started task {1}.', serviceName, id);
      const command = ['update-service', '--cluster', cluster, '--service', serviceName, '--force-new-deployment'];
      return judged('fail', words, {
        evidence: shown,
        mends: [...enable, textOf(command, place)],
        permissions: service.state === 'unknown' && service.permission !== undefined ? [service.permission] : [],
      });
    }
    const definition = familyAndRevision(task.taskDefinitionArn ?? '<task definition>');
    const command = ['run-task', '--cluster', cluster, '--task-definition', definition];
    return judged('fail', sentence('Task {0} was started with exec off. Start a new one with it.', id), {
      evidence: shown,
      mends: [textOf(command, place)],
    });
  },
};

const WAIT: Mend = { kind: 'wait' };

function textOf(command: readonly string[], { region }: Place): Mend {
  const words = ['aws', 'ecs', ...command, '--enable-execute-command', '--region', region];
  return {
    kind: 'text',
    title: sentence('Command that starts tasks with exec on'),
    texts: [{ form: 'cli', text: words.map((word) => quoted(word, 'posix')).join(' ') }],
  };
}
