import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { idOf } from '../judging/live-task.ts';
import type { Check } from '../model/check.ts';

/** A deployment is no reason why exec fails, but it replaces the tasks that are asked about. */
export const deploymentUnderWay: Check<'task' | 'service'> = {
  id: 'deployment-under-way',
  title: sentence('Deployment of the service'),
  needs: ['task', 'service'],
  judge({ task, service }, place) {
    if (service.state === 'unknown') {
      return couldNotTell([service]);
    }
    if (service.value === undefined) {
      return judged('not-needed', sentence('No service started task {0}.', idOf(place)));
    }
    const { deployments = [], serviceName = '' } = service.value;
    const primary = deployments.find(({ status }) => status === 'PRIMARY');
    const startedBy = task.state === 'known' ? task.value?.startedBy : undefined;
    const shown = [
      ...evidence(sentence('Newest deployment'), primary?.createdAt),
      ...evidence(sentence('State of the deployment'), primary?.rolloutState),
      ...evidence(sentence('Reason of the deployment'), primary?.rolloutStateReason),
    ];
    if (!deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS')) {
      return judged('pass', sentence('Service "{0}" is not being deployed.', serviceName), { evidence: shown });
    }
    const isOld = deployments.some(({ id, status }) => id === startedBy && status === 'ACTIVE');
    return judged(
      'warn',
      isOld
        ? sentence('A deployment of service "{0}" is about to replace task {1}.', serviceName, idOf(place))
        : sentence('A deployment of service "{0}" is under way.', serviceName),
      { evidence: shown, mends: [{ kind: 'wait' }] },
    );
  },
};
