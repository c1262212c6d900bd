import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Rollout, Service } from '../../../src/aws/api/clusters.ts';
import type { Container, Task, TaskReport } from '../../../src/aws/api/tasks.ts';
import { age } from '../../../src/live/standing/age.ts';
import { clusterStanding } from '../../../src/live/standing/cluster.ts';
import { serviceStanding } from '../../../src/live/standing/service.ts';
import type { Standing } from '../../../src/live/standing/standing.ts';
import { stopCauseOf } from '../../../src/live/standing/stop-cause.ts';
import { taskStanding } from '../../../src/live/standing/task.ts';
import { english } from '../../../src/text.ts';
import { cluster, container, report, rollout, service, webTask } from '../../support/live-tasks.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** As it stands in a row, with its mood in front. */
const row = ({ mood, words }: Standing): string => `${mood}: ${words.map(english).join(' · ')}`;

suite('how old something is', () => {
  test('is said in the largest unit', () => {
    const said = (minutes: number): string => english(age(minutesAgo(minutes), NOW));
    assert.deepEqual([0, 0.9, 1, 59, 60, 60 * 47, 60 * 48].map(said), [
      'under 1 min',
      'under 1 min',
      '1 min',
      '59 min',
      '1 h',
      '1 day',
      '2 days',
    ]);
    assert.equal(said(-5), 'under 1 min');
  });
});

suite('how a cluster is', () => {
  const of = (change: object): string => row(clusterStanding({ ...cluster('shop', 5), ...change }));

  test('its counts', () => {
    assert.equal(of({}), 'good: 5 running · 1 service');
    assert.equal(of({ activeServices: 12, pendingTasks: 2 }), 'good: 5 running · 2 pending · 12 services');
    assert.equal(of({ activeServices: 0, runningTasks: 0 }), 'idle: empty');
  });

  test('its status first, where it is not active', () => {
    assert.equal(of({ status: 'INACTIVE' }), 'warning: deleted · 5 running · 1 service');
    assert.equal(of({ status: 'FAILED' }), 'bad: capacity providers failed · 5 running · 1 service');
    assert.equal(
      of({ status: 'NEWLY_INVENTED', runningTasks: 0, activeServices: 0 }),
      'warning: NEWLY_INVENTED · empty',
    );
  });
});

suite('how a service is', () => {
  const of = (change: Partial<Service>): string => row(serviceStanding(service('web', change)));
  const event = (message: string) => ({ id: '1', at: NOW, message });

  test('all that it wants runs', () => {
    assert.equal(of({ desired: 3 }), 'good: 3 running');
    assert.equal(of({ desired: 3, running: 4 }), 'good: 4 running, 3 wanted');
    assert.equal(of({ desired: 0 }), 'idle: scaled to 0');
  });

  test('what is wrong comes first', () => {
    assert.equal(of({ desired: 3, running: 0, execEnabled: false }), 'bad: 0 of 3 running · exec off');
    assert.equal(of({ desired: 3, running: 2 }), 'warning: 2 of 3 running');
    assert.equal(of({ desired: 3, running: 2, pending: 1 }), 'busy: 2 of 3 running · 1 pending');
    assert.equal(of({ status: 'DRAINING', desired: 0, running: 1 }), 'warning: draining · 1 running, 0 wanted');
    assert.equal(of({ execEnabled: false }), 'off: exec off · 1 running');
  });

  test('the last event says why tasks are missing, and nothing once they run', () => {
    const lastEvent = event(
      '(service web) was unable to place a task because no container instance met all of its requirements.',
    );
    assert.equal(of({ desired: 3, running: 2, lastEvent }), 'bad: cannot place tasks · 2 of 3 running');
    assert.equal(of({ desired: 3, lastEvent }), 'good: 3 running');
    assert.equal(
      of({ desired: 3, running: 2, lastEvent: event('(service web) has started 1 tasks: (task 0a).') }),
      'warning: 2 of 3 running',
    );
  });

  test('a deployment, how far it is, and how it fares', () => {
    const old = rollout({ status: 'ACTIVE', definition: 'web:11', desired: 3, running: 3 });
    const of2 = (change: Partial<Rollout>, other = old): string =>
      of({ desired: 3, rollouts: [rollout({ desired: 3, running: 1, state: 'IN_PROGRESS', ...change }), other] });
    assert.equal(of2({}), 'busy: deploying 1 of 3 · 3 running');
    assert.equal(of2({ running: 0, failed: 2 }), 'warning: 2 failed · deploying 0 of 3 · 3 running');
    assert.equal(of2({ state: 'FAILED' }), 'bad: deployment failed · 3 running');
    assert.equal(
      of2({ reason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/123.' }),
      'warning: rolling back, 1 of 3 · 3 running',
    );
    assert.equal(of2({}, { ...old, state: 'FAILED' }), 'warning: rolling back, 1 of 3 · 3 running');
  });

  test('services of other kinds', () => {
    assert.equal(of({ scheduling: 'DAEMON', desired: 2 }), 'good: 2 running · daemon');
    assert.equal(of({ isExpress: true }), 'good: 1 running · Express');
    const taskSets = [
      rollout({ status: 'PRIMARY', definition: 'web:11', state: undefined }),
      rollout({ status: 'ACTIVE', state: 'IN_PROGRESS' }),
    ];
    const other = { definition: undefined, rollouts: taskSets };
    assert.equal(of({ ...other, controller: 'CODE_DEPLOY' }), 'good: 1 running · CodeDeploy');
    assert.equal(of({ ...other, controller: 'EXTERNAL', rollouts: [] }), 'good: 1 running · external controller');
  });
});

suite('how a task is', () => {
  const web = service('web');
  const of = (change: Partial<Task>, among: Service | undefined = web): string =>
    row(taskStanding(webTask({ startedAt: minutesAgo(3000), ...change }), among, NOW));

  test('its age and zone; its revision where there are several', () => {
    assert.equal(of({}), 'good: 2 days · 1a');
    assert.equal(of({ definition: 'web:11' }), 'good: 2 days · revision 11 · 1a');
    const rollouts = [rollout(), rollout({ status: 'ACTIVE', definition: 'web:11' })];
    assert.equal(of({}, service('web', { rollouts })), 'good: 2 days · revision 12 · 1a');
    assert.equal(of({ zone: 'us-west-2-lax-1a', capacityProvider: 'FARGATE_SPOT' }), 'good: 2 days · 2-lax-1a · Spot');
    assert.equal(of({ zone: undefined, startedAt: undefined, createdAt: undefined }), 'good: ');
  });

  test('one of a service that another controller deploys', () => {
    assert.equal(of({}, service('web', { definition: undefined, rollouts: [] })), 'good: 2 days · 1a');
  });

  test('a standalone one says what it is', () => {
    const of = (group: string | undefined): string =>
      row(taskStanding(webTask({ startedAt: minutesAgo(3), group }), undefined, NOW));
    assert.equal(of('family:web'), 'good: web:12 · 3 min · 1a');
    assert.equal(of(undefined), 'good: web:12 · 3 min · 1a');
    assert.equal(of('daemon:log-agent'), 'good: web:12 · daemon:log-agent · 3 min · 1a');
  });

  test('what is wrong comes first', () => {
    assert.equal(of({ health: 'UNHEALTHY' }), 'bad: unhealthy · 2 days · 1a');
    assert.equal(of({ execEnabled: false }), 'off: exec off · 2 days · 1a');
  });

  test('every state but RUNNING is told', () => {
    const starting = { startedAt: undefined, createdAt: minutesAgo(1), zone: undefined };
    assert.equal(of({ ...starting, lastStatus: 'PENDING' }), 'busy: pending · 1 min');
    assert.equal(of({ ...starting, lastStatus: 'PENDING', desiredStatus: 'STOPPED' }), 'busy: stopping · 1 min');
    assert.equal(of({ desiredStatus: 'STOPPED' }), 'busy: stopping · 2 days · 1a');
    assert.equal(of({ lastStatus: 'DEPROVISIONING', desiredStatus: 'STOPPED' }), 'busy: deprovisioning · 2 days · 1a');
    assert.equal(of({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }), 'idle: stopped · 2 days · 1a');
    assert.equal(of({ lastStatus: 'DREAMING' }), 'idle: DREAMING · 2 days · 1a');
  });
});

suite('why a task has stopped', () => {
  const of = (change: Partial<Omit<TaskReport, 'task'>>, containers: readonly Container[] = [container()]): string => {
    const { text, isFailure } = stopCauseOf(report(change, { containers }));
    return `${isFailure ? 'failure' : 'no failure'}: ${english(text)}`;
  };
  const exit = (exitCode: number | undefined, name = 'web', reason?: string) => ({ container: name, exitCode, reason });
  const exited = (...exits: ReturnType<typeof exit>[]) => ({ stopCode: 'EssentialContainerExited', exits });

  test('the exit code of the container that ended by itself', () => {
    assert.equal(of(exited(exit(1))), 'failure: exit code 1');
    assert.equal(of(exited(exit(143, 'other'), exit(3))), 'failure: exit code 3');
    assert.equal(of(exited(exit(137))), 'failure: killed, exit code 137');
    assert.equal(of(exited(exit(139), exit(137, 'other'))), 'failure: crashed, exit code 139');
    assert.equal(of(exited(exit(143))), 'no failure: asked to stop, exit code 143');
    assert.equal(of(exited(exit(0), exit(143, 'other'))), 'no failure: finished, exit code 0');
    assert.equal(of(exited()), 'failure: a container ended');
  });

  test('a sidecar that was killed with its task says nothing', () => {
    const containers = [container(), container({ name: 'ecs-service-connect-x' })];
    assert.equal(
      of(exited(exit(0), exit(137, 'ecs-service-connect-x')), containers),
      'no failure: finished, exit code 0',
    );
  });

  for (const [reason, expected] of [
    ['OutOfMemoryError: Container killed due to memory usage', 'out of memory'],
    ['CannotPullContainerError: pull image manifest has been retried 5 time(s)', 'cannot pull the image'],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource …',
      'cannot get a secret',
    ],
    ['ResourceInitializationError: failed to validate logger args: create stream has been …', 'cannot set up logging'],
    ['ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes', 'cannot mount a volume'],
    ['ResourceInitializationError: something new', 'cannot set up the task'],
    ['CannotStartContainerError: Error response from daemon: OCI runtime create failed', 'cannot start a container'],
    ['Task failed ELB health checks in (target-group arn:aws:…)', 'failed load balancer checks'],
    ['Task failed container health checks', 'failed health checks'],
  ] as const) {
    test(`${expected}, by ECS's reason`, () => {
      assert.equal(of({ stopCode: 'TaskFailedToStart', stoppedReason: reason }), `failure: ${expected}`);
      assert.equal(of(exited(exit(137, 'web', reason))), `failure: ${expected}`);
    });
  }

  test('the stop code, where nothing says more', () => {
    assert.equal(of({ stopCode: 'UserInitiated', stoppedReason: 'Bye' }), 'no failure: stopped by somebody');
    assert.equal(of({ stopCode: 'ServiceSchedulerInitiated' }), 'no failure: stopped by its service');
    assert.equal(of({ stopCode: 'SpotInterruption' }), 'failure: Spot interruption');
    assert.equal(of({ stopCode: 'TerminationNotice' }), 'failure: instance terminated');
    assert.equal(of({ stopCode: 'InfrastructureHealth' }), 'failure: infrastructure failed');
    assert.equal(of({ stopCode: 'TaskFailedToStart' }), 'failure: failed to start');
    assert.equal(of({ stopCode: 'MadeUp' }), 'failure: MadeUp');
    assert.equal(of({}), 'no failure: stopped');
  });
});
