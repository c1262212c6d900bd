import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DeploymentState, ServiceState } from '../../../src/aws/api/changes.ts';
import { aboutCopy, debugRun, refusalOfCopy, sleepers } from '../../../src/live/changes/debug-copy.ts';
import { countIn, mistakeInCount, overrideOf } from '../../../src/live/changes/desired-count.ts';
import {
  refusalOfCount,
  refusalOfDecision,
  refusalOfDeployment,
  refusalOfExec,
  refusalOfRollBack,
} from '../../../src/live/changes/refusals.ts';
import { consequencesOf } from '../../../src/live/changes/stop-task.ts';
import { english } from '../../../src/text.ts';
import { webTask } from '../../support/live-tasks.ts';

function service(change: Partial<ServiceState> = {}): ServiceState {
  return {
    arn: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web',
    name: 'web',
    status: 'ACTIVE',
    desired: 3,
    running: 3,
    execEnabled: false,
    controller: 'ECS',
    scheduling: 'REPLICA',
    deployment: undefined,
    deployments: [],
    launch: {
      taskDefinition: 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:12',
      launchType: 'FARGATE',
      capacityProviders: [],
      platformVersion: 'LATEST',
      network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], publicIp: false },
    },
    ...change,
  };
}

function deployment(change: Partial<DeploymentState> = {}): DeploymentState {
  return { arn: 'arn', status: 'IN_PROGRESS', stage: undefined, waiting: [], ...change };
}

const ROLE = { taskRoleArn: 'arn:aws:iam::111122223333:role/web' };

suite('what ECS would refuse', () => {
  test('nothing of an ordinary service', () => {
    assert.equal(refusalOfExec(service(), true, ROLE), undefined);
    assert.equal(refusalOfExec(service(), true, undefined), undefined);
    assert.equal(refusalOfDeployment(service()), undefined);
    assert.equal(refusalOfCount(service()), undefined);
    assert.equal(refusalOfCopy(service(), ROLE), undefined);
  });

  test('all, of a service that is being deleted', () => {
    const draining = service({ status: 'DRAINING' });
    for (const problem of [
      refusalOfExec(draining, true, ROLE),
      refusalOfDeployment(draining),
      refusalOfCount(draining),
    ]) {
      assert.equal(problem?.code, 'service-not-active');
    }
  });

  for (const [controller, who] of [
    ['CODE_DEPLOY', /^AWS CodeDeploy deploys service "web"/],
    ['EXTERNAL', /^A tool outside of AWS deploys service "web"/],
  ] as const) {
    test(`to deploy a service of the controller ${controller}, but not to count it`, () => {
      const other = service({ controller });
      for (const problem of [
        refusalOfExec(other, true, ROLE),
        refusalOfExec(other, false, ROLE),
        refusalOfDeployment(other),
      ]) {
        assert.equal(problem?.code, 'other-controller');
        assert.match(english(problem.sentence), who);
      }
      assert.match(english(refusalOfExec(other, true, ROLE)?.nextStep ?? { template: '', values: [] }), /^Enable/);
      assert.equal(refusalOfCount(other), undefined);
    });
  }

  test('exec without a task role, though not to switch it off', () => {
    for (const definition of [{}, { taskRoleArn: '' }]) {
      const problem = refusalOfExec(service(), true, definition);
      assert.equal(problem?.code, 'no-task-role');
      assert.match(english(problem.sentence), /^Task definition web:12 of service "web" has no task role\./);
      assert.equal(refusalOfExec(service(), false, definition), undefined);
      assert.equal(refusalOfCopy(service(), definition)?.code, 'no-task-role');
    }
  });

  test('to count a daemon', () => {
    assert.equal(refusalOfCount(service({ scheduling: 'DAEMON' }))?.code, 'no-desired-count');
  });

  test('to roll back what is not under way', () => {
    assert.equal(refusalOfRollBack(service(), deployment()), undefined);
    assert.equal(refusalOfRollBack(service(), deployment({ status: 'PENDING' })), undefined);
    assert.equal(refusalOfRollBack(service(), undefined)?.code, 'no-deployment');
    const words = (status: string): string =>
      english(refusalOfRollBack(service(), deployment({ status }))?.sentence ?? { template: '', values: [] });
    assert.match(words('SUCCESSFUL'), /The last one is SUCCESSFUL\.$/);
    for (const status of ['ROLLBACK_IN_PROGRESS', 'STOP_REQUESTED']) {
      assert.match(words(status), /already stopped or rolled back/);
    }
  });

  test('to decide about a deployment that does not wait', () => {
    const waiting = [{ id: 'h', expiresAt: undefined, otherwise: 'ROLLBACK' }];
    assert.equal(refusalOfDecision(service(), deployment({ waiting })), undefined);
    assert.equal(refusalOfDecision(service(), deployment())?.code, 'no-deployment');
    assert.equal(refusalOfDecision(service(), undefined)?.code, 'no-deployment');
    assert.equal(refusalOfDecision(service(), deployment({ waiting, status: 'STOPPED' }))?.code, 'no-deployment');
  });

  test('to copy what is not deployed, or has a volume that only the service configures', () => {
    const launch = { ...service().launch, taskDefinition: undefined };
    assert.equal(refusalOfCopy(service({ launch }), undefined)?.code, 'no-deployment');
    const volumes = [{ name: 'data', configuredAtLaunch: true }];
    assert.equal(refusalOfCopy(service(), { ...ROLE, volumes })?.code, 'not-started');
  });
});

suite('desired counts', () => {
  test('are whole numbers', () => {
    assert.deepEqual(['0', '3', ' 12 '].map(countIn), [0, 3, 12]);
    for (const typed of ['', '-1', '1.5', '1e3', 'x', '9999999999', '100001']) {
      assert.notEqual(mistakeInCount(typed), undefined, typed);
    }
    assert.equal(mistakeInCount('0'), undefined);
  });

  test('are overridden by Auto Scaling, for sure where they are out of its range', () => {
    const words = (count?: number): string =>
      english(overrideOf({ min: 2, max: 6 }, count) ?? { template: '', values: [] });
    assert.equal(words(), 'Auto Scaling sets it between 2 and 6 tasks, and may override this.');
    assert.equal(words(3), 'Auto Scaling sets it between 2 and 6 tasks, and may override this.');
    assert.equal(words(1), 'Auto Scaling keeps it between 2 and 6 tasks, and will soon override this.');
    assert.equal(words(7), 'Auto Scaling keeps it between 2 and 6 tasks, and will soon override this.');
    assert.equal(overrideOf(undefined, 7), undefined);
  });
});

suite('stopping a task', () => {
  const time = (moment: Date): string => moment.toISOString();
  const words = (...given: Parameters<typeof consequencesOf>): string =>
    consequencesOf(...given)
      .map(english)
      .join(' ');

  test('says whether another one is started', () => {
    assert.match(words(webTask(), { protection: undefined, time }), /Service "web" starts another task in its place/);
    assert.match(words(webTask({ group: 'family:web' }), { protection: undefined, time }), /It is a standalone task/);
  });

  test('warns of a task that is protected', () => {
    assert.doesNotMatch(words(webTask(), { protection: undefined, time }), /protected/);
    assert.match(words(webTask(), { protection: { until: undefined }, time }), /is protected from scale-in\./);
    assert.match(
      words(webTask(), { protection: { until: new Date(0) }, time }),
      /protected from scale-in until 1970-01-01T00:00:00\.000Z/,
    );
  });
});

suite('a debug copy', () => {
  const definition = {
    ...ROLE,
    containerDefinitions: [
      { name: 'envoy', image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1' },
      { name: 'web', image: 'web:1', entryPoint: ['/app/start'] },
    ],
  };

  test("sleeps in a container of one's own", () => {
    assert.deepEqual(sleepers(definition), ['web']);
    assert.deepEqual(sleepers({ containerDefinitions: [{ name: 'envoy', image: 'envoyproxy/envoy' }] }), ['envoy']);
    assert.deepEqual(sleepers({}), []);
    const helper = { name: 'helper', image: 'helper', essential: false };
    const both = [helper, { name: 'web', image: 'web' }, { name: 'api', image: 'api', essential: true }];
    assert.deepEqual(sleepers({ containerDefinitions: both }), ['web', 'api', 'helper']);
  });

  test('is started as its service starts tasks', () => {
    const clusterArn = 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop';
    const run = debugRun(service(), clusterArn, { container: 'web', definition, token: 't' });
    assert.deepEqual(run, {
      clusterArn,
      launch: service().launch,
      command: { container: 'web', words: ['sleep', '3600'] },
      startedBy: 'ecs-exec-debug',
      token: 't',
    });
  });

  test('sleeps in Windows, too', () => {
    const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
    const { command } = debugRun(service(), 'c', { container: 'web', definition: windows, token: 't' });
    assert.deepEqual(command.words, ['powershell.exe', '-Command', 'Start-Sleep -Seconds 3600']);
  });

  test('says what it does, also that an entry point stays', () => {
    const words = aboutCopy(service(), { container: 'web', definition }).map(english).join(' ');
    assert.match(words, /one more task of web:12/);
    assert.match(words, /Its entry point stays, and gets that command as its arguments: \/app\/start/);
    assert.doesNotMatch(words, /sleeps|by itself/);
    assert.doesNotMatch(
      aboutCopy(service(), { container: 'web', definition: undefined }).map(english).join(' '),
      /entry point|sleeps|by itself/,
    );
  });

  test('says that it ends by itself only where its container is essential, and of an image with an entry point', () => {
    const about = (essential?: boolean) =>
      aboutCopy(service(), {
        container: 'web',
        definition: { containerDefinitions: [{ name: 'web', image: 'web', essential }] },
      })
        .map(english)
        .join(' ');
    assert.match(about(), /If its image has no entry point, it sleeps, and the task also ends by itself/);
    assert.match(about(true), /ends by itself/);
    assert.match(about(false), /It is not essential, so the task goes on after it/);
    assert.doesNotMatch(about(false), /sleeps|by itself/);
  });
});
