import type { Rollout, Service } from '../../aws/api/clusters.ts';
import { sentence, type Text } from '../../text.ts';
import { meaningOf } from './service-events.ts';
import { type Remark, type Standing, standingOf } from './standing.ts';

/** How a service is: running of desired tasks, a deployment under way, and what is wrong with it. */
export function serviceStanding(service: Service): Standing {
  const deployment = deploymentOf(service);
  const remarks: readonly (Remark | undefined)[] = [
    statusOf(service.status),
    countOf(service, deployment !== undefined),
    service.running < service.desired ? troubleOf(service) : undefined,
    deployment,
    failuresOf(service),
    service.pending > 0 && deployment === undefined
      ? { mood: 'busy', text: sentence('{0} pending', service.pending) }
      : undefined,
    service.execEnabled ? undefined : { mood: 'off', text: sentence('exec off') },
    ...traitsOf(service).map((text): Remark => ({ mood: 'good', text })),
  ];
  return standingOf(remarks.filter((remark) => remark !== undefined));
}

/** The newest of its deployments while it is under way or has failed; undefined while nothing is to be said of it. */
export function openRollout({ rollouts }: Service): Rollout | undefined {
  const primary = primaryOf(rollouts);
  return primary?.state === 'IN_PROGRESS' || primary?.state === 'FAILED' ? primary : undefined;
}

/** Whether ECS goes back to a deployment before: ECS says so of the deployment that it makes for it. */
export function isRollingBack({ rollouts }: Service): boolean {
  const primary = primaryOf(rollouts);
  return (
    primary?.state === 'IN_PROGRESS' &&
    (/rolling back/i.test(primary.reason ?? '') ||
      rollouts.some(({ status, state }) => status !== 'PRIMARY' && state === 'FAILED'))
  );
}

/** Whether its tasks may come from several revisions of its task definition. */
export function hasSeveralRevisions({ rollouts }: Service): boolean {
  const running = rollouts.filter((rollout) => rollout.running + rollout.pending > 0);
  return new Set(running.map(({ definition }) => definition)).size > 1;
}

function primaryOf(rollouts: readonly Rollout[]): Rollout | undefined {
  return rollouts.find(({ status }) => status === 'PRIMARY');
}

/** Source: API reference, Service, `status`. */
function statusOf(status: string): Remark | undefined {
  switch (status) {
    case 'ACTIVE':
      return undefined;
    case 'DRAINING':
      return { mood: 'warning', text: sentence('draining') };
    case 'INACTIVE':
      return { mood: 'warning', text: sentence('deleted') };
    default:
      return { mood: 'warning', text: sentence('{0}', status) };
  }
}

function countOf({ desired, running, pending, status }: Service, isDeploying: boolean): Remark {
  if (desired === 0 && running === 0) {
    return { mood: 'idle', text: sentence('scaled to 0') };
  }
  if (running < desired) {
    const text = sentence('{0} of {1} running', running, desired);
    // A deployment may start some by and by; where none runs, nobody is served meanwhile.
    const isComing = isDeploying || pending > 0 || status !== 'ACTIVE';
    return { mood: running === 0 ? 'bad' : isComing ? 'busy' : 'warning', text };
  }
  return running === desired
    ? { mood: 'good', text: sentence('{0} running', running) }
    : { mood: 'good', text: sentence('{0} running, {1} wanted', running, desired) };
}

function troubleOf({ lastEvent }: Service): Remark | undefined {
  const meaning = lastEvent && meaningOf(lastEvent.message);
  return meaning && { mood: 'bad', text: meaning.short };
}

function deploymentOf(service: Service): Remark | undefined {
  const rollout = openRollout(service);
  if (rollout === undefined) {
    return undefined;
  }
  const { state, running, desired } = rollout;
  if (state === 'FAILED') {
    return { mood: 'bad', text: sentence('deployment failed') };
  }
  return isRollingBack(service)
    ? { mood: 'warning', text: sentence('rolling back, {0} of {1}', running, desired) }
    : { mood: 'busy', text: sentence('deploying {0} of {1}', running, desired) };
}

/** ECS counts them until one is healthy. */
function failuresOf({ rollouts }: Service): Remark | undefined {
  const failed = primaryOf(rollouts)?.failed ?? 0;
  return failed === 0 ? undefined : { mood: 'warning', text: sentence('{0} failed', failed) };
}

/** What is different about a few services. */
function traitsOf({ scheduling, controller, isExpress }: Service): readonly Text[] {
  return [
    ...(scheduling === 'DAEMON' ? [sentence('daemon')] : []),
    ...(controller === 'CODE_DEPLOY' ? [sentence('CodeDeploy')] : []),
    ...(controller === 'EXTERNAL' ? [sentence('external controller')] : []),
    ...(isExpress ? [sentence('Express')] : []),
  ];
}
