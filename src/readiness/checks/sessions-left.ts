import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged, listed } from '../judging/judgement.ts';
import type { Check } from '../model/check.ts';

/** Sessions that one container can have. Source: amazon-ecs-agent, `execcmd/manager_init_task_linux.go` */
const MOST = 2;

/**
 * "You can have only one ECS Exec session per process ID (PID) namespace."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const sessionsLeft: Check<'openSessions' | 'taskDefinition'> = {
  id: 'sessions-left',
  title: sentence('Open sessions'),
  needs: ['openSessions', 'taskDefinition'],
  judge({ openSessions, taskDefinition }, { container }) {
    if (openSessions.state === 'unknown') {
      return couldNotTell([openSessions]);
    }
    const sessions = openSessions.value;
    const isShared =
      taskDefinition.state === 'known' &&
      taskDefinition.value.pidMode === 'task' &&
      (taskDefinition.value.containerDefinitions?.length ?? 0) > 1;
    const most = isShared ? 1 : MOST;
    const shown = evidence(sentence('Open sessions'), listed(sessions));
    return sessions.length < most
      ? judged('pass', sentence('Sessions open with container "{0}": {1} of {2}.', container, sessions.length, most), {
          evidence: shown,
        })
      : judged(
          'fail',
          sentence('Sessions open with container "{0}": {1}. ECS allows {2}.', container, sessions.length, most),
          { evidence: shown, mends: sessions.map((sessionId) => ({ kind: 'end-session', sessionId })) },
        );
  },
};
