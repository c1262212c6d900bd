import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { type FollowerOptions, LogFollower } from '../../../src/live/logs/follower.ts';
import type { LogSubject } from '../../../src/live/logs/sources.ts';
import { Problem } from '../../../src/problem.ts';
import { english, sentence } from '../../../src/text.ts';
import { connect, enterHome, problemOf } from '../../aws/support/connected.ts';
import { groupKey, type Scenario, type Simulator, startSimulator, writeLog } from '../../simulator/index.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'secret' };
const GROUP = '/ecs/web';
const awslogs = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': GROUP, 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'ecs' },
};
const SCENARIO: Scenario = {
  clusters: [{ name: 'c', services: [{ name: 'web', tasks: 2 }] }],
  taskDefinitions: [
    {
      family: 'web',
      networkMode: 'awsvpc',
      containerDefinitions: [
        { name: 'app', logConfiguration: awslogs },
        { name: 'quiet', logConfiguration: { logDriver: 'splunk', options: { 'splunk-url': 'https://splunk.corp' } } },
      ],
    },
  ],
};

interface Scene extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly gateway: Gateway;
  readonly tasks: readonly Task[];
  write(task: Task | undefined, message: string, time?: number): void;
  /** Follows, and stops when it is disposed of. */
  follow(subject: LogSubject, more?: Partial<FollowerOptions>): Following;
}

interface Following extends AsyncDisposable {
  readonly lines: string[];
  readonly notes: string[];
  readonly over: Promise<void>;
}

async function scene(scenario = SCENARIO): Promise<Scene> {
  const home = await enterHome({ config: '[default]\naws_access_key_id = test\naws_secret_access_key = secret\n' });
  const simulator = await startSimulator({ credentials, scenario });
  simulator.logs.tick = 5;
  const gateway = await connect({ endpoint: simulator.endpoint });
  const tasks: Task[] = [];
  for await (const page of gateway.clusters.listTasks('c', { kind: 'all' })) {
    tasks.push(...page);
  }
  const group = simulator.world.logs.get(groupKey('eu-central-1', GROUP));
  return {
    simulator,
    gateway,
    tasks,
    write: (task, message, time = Date.now()) => {
      assert.ok(group && task);
      writeLog(group, `ecs/app/${task.id}`, message, { time });
    },
    follow: (subject, more = {}) => {
      const stop = new AbortController();
      const lines: string[] = [];
      const notes: string[] = [];
      const follower = new LogFollower({
        subject,
        pattern: undefined,
        questions: () => Promise.resolve(gateway),
        unasked: (question) => question(),
        attention: () => 'close',
        mayTail: () => false,
        // Each look is long after the one before.
        now: (() => {
          const start = Date.now();
          let looks = 0;
          return () => start + 100 * (looks += 1);
        })(),
        wait: async (_, signal) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          signal.throwIfAborted();
        },
        onLines: (came) => {
          lines.push(...came.map(({ taskId, container, message }) => `${taskId.slice(0, 4)} ${container} ${message}`));
          return Promise.resolve();
        },
        onFollowing: () => undefined,
        onNote: (note) => notes.push(english(note)),
        ...more,
      });
      const over = follower.run(stop.signal);
      over.catch(() => undefined);
      return {
        lines,
        notes,
        over,
        [Symbol.asyncDispose]: async () => {
          stop.abort(new Error('enough'));
          await over.catch(() => undefined);
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      gateway.dispose();
      await simulator.close();
      await home[Symbol.asyncDispose]();
    },
  };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const containerOf = (task: Task | undefined, name: string): LogSubject => {
  assert.ok(task);
  return { kind: 'task', task, containers: task.containers.filter((each) => each.name === name) };
};
const service = (task: Task | undefined): LogSubject => ({
  kind: 'service',
  clusterArn: task?.clusterArn ?? '',
  service: 'web',
});
const short = (task: Task | undefined) => task?.id.slice(0, 4) ?? '';

suite('the logs of containers', () => {
  test('begin with the last ten minutes, and go on, each line once', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'long ago', Date.now() - 11 * 60_000);
    at.write(task, 'two', Date.now() - 1_000);
    at.write(task, 'one', Date.now() - 2_000);
    await using following = at.follow(containerOf(task, 'app'));
    await until(() => following.lines.length === 2);
    at.write(task, 'three');
    at.write(task, 'late', Date.now() - 500);
    const same = Date.now();
    at.write(task, 'first', same);
    at.write(task, 'second', same);
    await until(() => following.lines.length === 6);
    const looks = at.simulator.requests.length;
    await until(() => at.simulator.requests.length > looks + 3);
    const ofApp = (...lines: readonly string[]) => lines.map((line) => `${short(task)} app ${line}`);
    assert.deepEqual(following.lines.slice(0, 3), ofApp('one', 'two', 'late'));
    // In their order also where they were written in the same millisecond.
    assert.deepEqual(
      following.lines.filter((line) => /first|second/.test(line)),
      ofApp('first', 'second'),
    );
    assert.deepEqual(following.notes, []);
  });

  test('of a service are those of all its tasks, also of one that starts meanwhile', async () => {
    await using at = await scene();
    const [one, two] = at.tasks;
    at.write(one, 'hello');
    await using following = at.follow(service(one), { now: stepping(3_000) });
    await until(() => following.lines.length === 1);
    at.write(two, 'me too');
    await until(() => following.lines.length === 2);
    at.write(one, 'farewell');
    at.simulator.endTask(one?.arn ?? '');
    await until(() => following.notes.some((note) => /is starting/.test(note)));
    await until(() => following.notes.some((note) => note.startsWith(`Task ${one?.id.slice(0, 8)} has stopped`)));
    assert.ok(following.lines.includes(`${short(one)} app farewell`));
    const tasks: Task[] = [];
    for await (const page of at.gateway.clusters.listTasks('c', { kind: 'all' })) {
      tasks.push(...page);
    }
    const added = tasks.find(({ id }) => !at.tasks.some((task) => task.id === id));
    at.write(added, 'I am new');
    await until(() => following.lines.includes(`${short(added)} app I am new`));
    assert.match(following.notes[0] ?? '', /^Container "quiet" sends its logs with the driver "splunk" to https:/);
  });

  test('of a task that has stopped are its last ones, and that is all', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'before', Date.now() - 30 * 60_000);
    at.write(task, 'last', Date.now() - 10 * 60_000);
    at.simulator.endTask(task?.arn ?? '');
    assert.ok(task);
    const [report] = await at.gateway.clusters.taskReports('c', [task.arn]);
    let now = Date.now();
    const order: string[] = [];
    await using following = at.follow(containerOf(report?.task, 'app'), {
      now: () => (now += 5_000),
      onLines: (lines) => Promise.resolve(void order.push(...lines.map(({ message }) => message))),
      onNote: (note) => order.push(english(note).replace(/^Task \S+/, 'Task')),
    });
    await following.over;
    assert.equal(order.length, 2);
    assert.equal(order[0], 'last');
    assert.match(order[1] ?? '', /^Task has stopped: somebody stopped it/);
  });

  test('that are elsewhere are not looked for, and it is said where they are', async () => {
    await using at = await scene();
    await using following = at.follow(containerOf(at.tasks[0], 'quiet'));
    const error: unknown = await following.over.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.equal(
      (error as Error).message,
      'Container "quiet" sends its logs with the driver "splunk" to https://splunk.corp.',
    );
    assert.ok(!at.simulator.requests.some(({ service: asked }) => asked === 'logs'));
  });

  test('are waited for until there are any', async () => {
    await using at = await scene({ ...SCENARIO, clusters: [{ name: 'c', services: [{ name: 'web', tasks: 1 }] }] });
    const group = at.simulator.world.logs.get(groupKey('eu-central-1', GROUP));
    const [task] = at.tasks;
    const described = at.simulator.world.clusters.get('c')?.tasks.get(task?.id ?? '')?.description;
    assert.ok(group && described && task);
    // Its stream is not there before the first line.
    const { startedAt } = described;
    described.startedAt = undefined;
    await using following = at.follow(containerOf(task, 'app'), { now: stepping(6_000) });
    await until(() => following.notes.length === 1);
    assert.deepEqual(following.notes, [`Nothing was written to log group "${GROUP}" yet. Waiting for the first line…`]);
    described.startedAt = startedAt;
    at.write(task, 'at last');
    await until(() => following.lines.length === 1);
  });

  test('that AWS does not give now come later; what does not pass is told', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'one');
    at.simulator.faults.add({ kind: 'server-error', operation: 'FilterLogEvents', times: 3 });
    await using following = at.follow(containerOf(task, 'app'));
    await until(() => following.lines.length === 1);
    assert.match(following.notes[0] ?? '', /^CloudWatch Logs had an error of its own in FilterLogEvents\. It is tried/);
    await until(() => following.notes[1] === 'AWS answers again.');
    at.simulator.faults.add({ kind: 'access-denied', operation: 'FilterLogEvents' });
    const { code, words } = await problemOf(following.over);
    assert.equal(code, 'access-denied');
    assert.match(words, /^You are not allowed logs:FilterLogEvents on arn:aws:logs:.* Add logs:FilterLogEvents to/);
  });

  test('of other groups come where one group is denied, which is named', async () => {
    const [web] = SCENARIO.taskDefinitions ?? [];
    const options = { ...awslogs.options, 'awslogs-group': '/ecs/audit' };
    const containerDefinitions = [
      { name: 'app', logConfiguration: awslogs },
      { name: 'audit', logConfiguration: { ...awslogs, options } },
    ];
    await using at = await scene({ ...SCENARIO, taskDefinitions: [{ family: 'web', ...web, containerDefinitions }] });
    const [task] = at.tasks;
    const audit = at.simulator.world.logs.get(groupKey('eu-central-1', '/ecs/audit'));
    assert.ok(audit && task);
    at.write(task, 'one');
    writeLog(audit, `ecs/audit/${task.id}`, 'two');
    at.simulator.faults.add({ kind: 'access-denied', operation: 'FilterLogEvents', times: 1 });
    await using following = at.follow(service(task));
    await until(() => following.lines.length === 1);
    at.write(task, 'three');
    writeLog(audit, `ecs/audit/${task.id}`, 'four');
    await until(() => following.lines.length === 2);
    assert.match(
      following.notes[0] ?? '',
      /^Log group "\/ecs\/(web|audit)" is left out: You are not allowed logs:FilterLogEvents on/,
    );
    const denied = (following.notes[0] ?? '').includes('"/ecs/web"') ? 'app' : 'audit';
    assert.ok(following.lines.every((line) => !line.includes(` ${denied} `)));
    assert.equal(following.notes.length, 1);
    // Nothing is left where the other one is denied, too.
    at.simulator.faults.add({ kind: 'access-denied', operation: 'FilterLogEvents' });
    assert.equal((await problemOf(following.over)).code, 'access-denied');
  });

  test('come all the same where a page was not answered', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    const stream = `ecs/app/${task?.id}`;
    const { clusters, taskDefinitions, logs } = at.gateway;
    let failures = 1;
    const events: typeof logs.events = ({ token }) => {
      if (token === undefined) {
        const event = { id: '2', stream, time: Date.now(), message: 'newer' };
        return Promise.resolve({ events: [event], token: 'older' });
      }
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Problem('no-answer', sentence('There is no answer.')));
      }
      const event = { id: '1', stream, time: Date.now() - 5_000, message: 'older' };
      return Promise.resolve({ events: [event], token: undefined });
    };
    const questions = { clusters, taskDefinitions, logs: { ...logs, events } };
    await using following = at.follow(containerOf(task, 'app'), { questions: () => Promise.resolve(questions) });
    await until(() => following.notes.includes('AWS answers again.'));
    assert.deepEqual(following.lines, [`${short(task)} app older`, `${short(task)} app newer`]);
  });

  test('of a task that has stopped come all the same where AWS does not give them at first', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'last', Date.now() - 10 * 60_000);
    at.simulator.endTask(task?.arn ?? '');
    assert.ok(task);
    const [report] = await at.gateway.clusters.taskReports('c', [task.arn]);
    at.simulator.faults.add({ kind: 'server-error', operation: 'FilterLogEvents', times: 3 });
    let now = Date.now();
    await using following = at.follow(containerOf(report?.task, 'app'), { now: () => (now += 100_000) });
    await following.over;
    assert.deepEqual(following.lines, [`${short(task)} app last`]);
    assert.ok(following.notes.some((note) => /^Task \S+ has stopped: somebody stopped it/.test(note)));
  });

  test('come by Live Tail where it may be used, each line once, and its end changes nothing', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'before');
    at.simulator.logs.sessionLength = 100;
    await using following = at.follow(containerOf(task, 'app'), { mayTail: () => true });
    await until(() => following.notes.length === 1);
    assert.deepEqual(following.notes, ['Live Tail is on. AWS charges for each minute of it.']);
    for (let line = 1; line <= 40; line += 1) {
      at.write(task, `line ${line}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => following.lines.some((line) => line.endsWith('line 40')));
    assert.deepEqual(
      following.lines.toSorted(),
      ['before', ...Array.from({ length: 40 }, (_, line) => `line ${line + 1}`)]
        .map((line) => `${short(task)} app ${line}`)
        .sort(),
    );
  });

  test('are asked for where there are too many Live Tail sessions', async () => {
    await using at = await scene();
    const [task] = at.tasks;
    at.write(task, 'before');
    at.simulator.logs.mostSessions = 0;
    await using following = at.follow(containerOf(task, 'app'), { mayTail: () => true });
    await until(() => following.notes.length === 1);
    assert.match(following.notes[0] ?? '', /as many Live Tail sessions.* Without Live Tail, new lines are asked for/);
    at.write(task, 'after');
    await until(() => following.lines.length === 2);
  });
});

function stepping(step: number): () => number {
  let now = Date.now();
  return () => (now += step);
}
