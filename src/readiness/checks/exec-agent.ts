import { sentence, type Text } from '../../text.ts';
import { type AgentReason, agentReasonOf } from '../agent/reason.ts';
import { agentState, lifeOf } from '../agent/state.ts';
import { couldNotTell, evidence, judged, taskIsGone, unclear } from '../judging/judgement.ts';
import { asContainer, asTask, containerOf, isOnFargate, otherContainers, replaceTasks } from '../judging/live-task.ts';
import type { Check } from '../model/check.ts';
import type { Mend } from '../model/mend.ts';

/**
 * That the agent is RUNNING is no proof: on instances, ECS looks at it only every 15 minutes, and its status says
 * nothing of its connection to Session Manager.
 * Source: amazon-ecs-agent, `agent/engine/docker_task_engine.go` and `agent/engine/execcmd`
 */
export const execAgent: Check<'task' | 'service' | 'taskDefinition'> = {
  id: 'exec-agent',
  title: sentence('Exec agent'),
  needs: ['task', 'service', 'taskDefinition'],
  judge({ task: fact, service, taskDefinition }, place) {
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const described = containerOf(task, place);
    if (described === undefined || lifeOf(asTask(task), asContainer(described)) !== 'running') {
      return unclear(sentence('because the container is not running'));
    }
    if (task.enableExecuteCommand !== true) {
      return judged(
        'not-needed',
        sentence('Without exec, container "{0}" does not have an exec agent.', place.container),
      );
    }
    const container = asContainer(described);
    const agent = described.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
    const shown = [
      ...evidence(sentence('Status of the exec agent'), agent?.lastStatus),
      ...evidence(sentence('Reason of the exec agent'), agent?.reason),
      ...evidence(sentence('Exec agent started'), agent?.lastStartedAt),
    ];
    const found = agentState(container);
    switch (found.state) {
      case 'ready':
        return judged('pass', sentence('The exec agent in container "{0}" is running.', place.container), {
          evidence: [
            ...shown,
            ...(isOnFargate(task)
              ? []
              : evidence(sentence('How sure that is'), sentence('ECS looks at the agent every 15 minutes'))),
          ],
        });
      case 'starting':
        return judged('fail', sentence('The exec agent in container "{0}" is still starting.', place.container), {
          evidence: shown,
          mends: [{ kind: 'wait' }],
        });
      case 'no-agent':
        return judged(
          'fail',
          isInjected()
            ? sentence('AWS added container "{0}" to the task, without an exec agent.', place.container)
            : sentence('Container "{0}" does not have an exec agent. Select another one.', place.container),
          { evidence: shown, mends: otherContainers(task, place) },
        );
      case 'agent-stopped': {
        const reason = found.reason === undefined ? undefined : agentReasonOf(found.reason);
        return judged('fail', whyStopped(place.container, found.reason, reason), {
          evidence: [
            ...shown,
            ...evidence(sentence('What that means'), reason?.meaning),
            ...evidence(sentence('Next step'), reason?.nextStep),
          ],
          mends: mendsFor(reason, replaceTasks(service, place)),
        });
      }
    }

    /** Whether AWS has put the container there: it is in no task definition. */
    function isInjected(): boolean {
      return (
        (found.state === 'no-agent' && found.isSidecar) ||
        (taskDefinition.state === 'known' &&
          taskDefinition.value.containerDefinitions?.some(({ name }) => name === place.container) === false)
      );
    }
  },
};

function whyStopped(container: string, words: string | undefined, reason: AgentReason | undefined): Text {
  switch (reason?.kind) {
    case 'gave-up':
      return sentence('The exec agent in container "{0}" ended, and ECS cannot start it again.', container);
    case 'instance':
      return sentence('The EC2 instance cannot give container "{0}" an exec agent: {1}', container, words ?? '');
    case 'docker':
      return sentence('Docker could not start the exec agent in container "{0}": {1}', container, words ?? '');
    case 'exited':
      return sentence('The exec agent in container "{0}" ended soon after its start: {1}', container, words ?? '');
    case 'fine':
    case undefined:
      return words === undefined
        ? sentence('The exec agent in container "{0}" is not running.', container)
        : sentence('The exec agent in container "{0}" is not running: {1}', container, words);
  }
}

/** What an agent needs that comes back by itself no more. Where the cause would stay, new tasks come last. */
function mendsFor(reason: AgentReason | undefined, replace: readonly Mend[]): readonly Mend[] {
  const look: Mend = { kind: 'show-logs' };
  return reason?.kind === 'docker' || reason?.kind === 'exited' ? [look, ...replace] : [...replace, look];
}
