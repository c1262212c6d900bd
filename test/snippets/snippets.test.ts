import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';
import { english } from '../../src/text.ts';
import { expand, offers, type Typed } from './expand.ts';
import { checkPolicy, type Policy } from './policy.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const file = new URL('../../snippets/ecs-exec.json', import.meta.url);
const snippets = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);
/** The others are what policies are for. */
const DEFINITIONS = ['ecs-exec-task-definition', 'ecs-exec-container'];
const policies = snippets.filter(({ prefix }) => !DEFINITIONS.includes(prefix));

function snippet(prefix: string): Snippet {
  const found = snippets.find((candidate) => candidate.prefix === prefix);
  assert.ok(found, `There is no snippet ${prefix}.`);
  return found;
}

const analyze = (text: string) => {
  const opened = createLanguageService().open(text);
  return {
    kind: opened.subjects[0]?.kind,
    findings: opened.findings().map(({ message }) => english(message)),
  };
};

const policy = (prefix: string, typed?: Typed) => JSON.parse(expand(snippet(prefix).body, typed)) as Policy;

suite('every snippet', () => {
  test('has a prefix of its own that starts with ecs-exec-', () => {
    const prefixes = snippets.map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const prefix of prefixes) {
      assert.match(prefix, /^ecs-exec-[a-z0-9-]+$/);
    }
  });

  for (const { prefix, description, body } of snippets) {
    test(`${prefix}: has a description that fits beside the completion`, () => {
      assert.ok(description.length > 0 && description.length <= 90, `${description.length} characters`);
    });

    test(`${prefix}: is strict JSON with its defaults and with every choice`, () => {
      assert.doesNotThrow(() => JSON.parse(expand(body)) as unknown);
      for (const [number, values] of offers(body)) {
        for (const value of values) {
          JSON.parse(expand(body, { [number]: value }));
        }
      }
    });
  }
});

suite('every policy', () => {
  for (const { prefix, body } of policies) {
    test(`${prefix}: is a policy that the rules find right`, () => {
      assert.deepEqual(analyze(expand(body).replaceAll('111122223333', '444455556666')), {
        kind: 'policy',
        findings: [],
      });
    });

    test(`${prefix}: keeps to the grammar of IAM and names what exists`, () => {
      checkPolicy(JSON.parse(expand(body)) as Policy);
    });

    test(`${prefix}: names no partition, region or account that the user did not choose`, () => {
      const elsewhere = new Map([
        ['aws', 'aws-cn'],
        ['us-east-1', 'cn-north-1'],
        ['111122223333', '444455556666'],
      ]);
      const typed: Record<number, string> = {};
      for (const [number, [first = '']] of offers(body)) {
        typed[number] = elsewhere.get(first) ?? first;
      }
      assert.doesNotMatch(expand(body, typed), /arn:aws:|us-east-1|111122223333/);
    });
  }

  test('the task role gets exactly the four permissions of the exec agent', () => {
    assert.deepEqual(
      policy('ecs-exec-task-role').Statement.map(({ Action }) => Action),
      [
        [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
      ],
    );
  });

  test('the user may exec into the one container, and sees tasks without that condition', () => {
    const [exec, see, open, keep] = policy('ecs-exec-user', { 4: 'shop', 5: 'web' }).Statement;
    assert.deepEqual(exec?.Resource, [
      'arn:aws:ecs:us-east-1:111122223333:cluster/shop',
      'arn:aws:ecs:us-east-1:111122223333:task/shop/*',
    ]);
    assert.deepEqual(exec.Condition, { StringEquals: { 'ecs:container-name': 'web' } });
    assert.equal(see?.Action, 'ecs:DescribeTasks');
    assert.equal(see.Condition, undefined);
    assert.equal(open?.Action, 'ssmmessages:OpenDataChannel');
    assert.deepEqual(keep?.Action, ['ssm:ResumeSession', 'ssm:TerminateSession']);
    assert.equal(keep.Resource, 'arn:aws:ssm:us-east-1:111122223333:session/ecs-execute-command-*');
  });

  test('sessions that bypass ECS Exec are denied by ARN and by tag', () => {
    for (const prefix of ['ecs-exec-deny-start-session', 'ecs-exec-deny-start-session-tag']) {
      const [deny, ...others] = policy(prefix).Statement;
      assert.equal(deny?.Effect, 'Deny');
      assert.equal(deny.Action, 'ssm:StartSession');
      assert.equal(others.length, 0);
    }
    assert.deepEqual(policy('ecs-exec-deny-start-session-tag', { 2: 'stage', 3: 'live' }).Statement[0]?.Condition, {
      StringEquals: { 'aws:ResourceTag/stage': 'live' },
    });
  });

  test('who forwards ports may use tasks and documents, in two statements, and end only own sessions', () => {
    const [tasks, documents, , , own] = policy('ecs-exec-user-ports', { 4: 'shop' }).Statement;
    assert.equal(tasks?.Resource, 'arn:aws:ecs:us-east-1:111122223333:task/shop/*');
    assert.deepEqual([tasks.Condition, documents?.Condition], [undefined, undefined]);
    assert.deepEqual(documents?.Resource, [
      'arn:aws:ssm:us-east-1::document/AWS-StartPortForwardingSession',
      'arn:aws:ssm:us-east-1::document/AWS-StartPortForwardingSessionToRemoteHost',
    ]);
    assert.deepEqual(own?.Condition, {
      StringLike: { 'ssm:resourceTag/aws:ssmmessages:session-id': '${aws:userid}' },
    });
  });

  test('who starts tasks may not start them with exec in the one cluster', () => {
    const [deny, ...others] = policy('ecs-exec-deny-launch', { 4: 'shop' }).Statement;
    assert.deepEqual([deny?.Effect, deny?.Resource, others.length], ['Deny', '*', 0]);
    assert.deepEqual(deny?.Condition, {
      StringEquals: { 'ecs:enable-execute-command': 'true' },
      ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:us-east-1:111122223333:cluster/shop' },
    });
  });

  test('only the endpoint policy has a principal, limited to one account', () => {
    for (const { prefix } of policies) {
      for (const { Principal } of policy(prefix).Statement) {
        assert.equal(Principal, prefix === 'ecs-exec-endpoint' ? '*' : undefined, prefix);
      }
    }
    assert.deepEqual(policy('ecs-exec-endpoint').Statement[0]?.Condition, {
      StringEquals: { 'aws:PrincipalAccount': '111122223333' },
    });
  });
});

suite('the task definition', () => {
  const { body } = snippet('ecs-exec-task-definition');

  test('has no finding, with its defaults and with every choice', () => {
    assert.deepEqual(analyze(expand(body)), { kind: 'task-definition', findings: [] });
    for (const [number, values] of offers(body)) {
      for (const value of values) {
        assert.deepEqual(analyze(expand(body, { [number]: value })).findings, [], value);
      }
    }
  });

  test('names the container once, and the partition and account of both roles', () => {
    const text = expand(body, { 5: 'aws-cn', 6: '444455556666', 9: 'site' });
    assert.equal(text.match(/arn:aws-cn:iam::444455556666:role/g)?.length, 2);
    assert.equal(text.match(/"site"/g)?.length, 2);
  });
});

suite('the container definition', () => {
  const container = expand(snippet('ecs-exec-container').body);

  test('has no finding in a task definition', () => {
    for (const launchType of ['FARGATE', 'EC2']) {
      const task = `{
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["${launchType}"], "cpu": "256", "memory": "512",
        "taskRoleArn": "arn:aws:iam::111122223333:role/task", "executionRoleArn": "arn:aws:iam::111122223333:role/execution",
        "containerDefinitions": [${container}]
      }`;
      assert.deepEqual(analyze(task), { kind: 'task-definition', findings: [] });
    }
  });

  test('has no finding in a list of container definitions', () => {
    assert.deepEqual(analyze(`[${container}]`), { kind: 'container-definitions', findings: [] });
  });

  test('is what the service looks at: its opposite has findings', () => {
    const opposite = container.replace('"readonlyRootFilesystem": false', '"readonlyRootFilesystem": true');
    assert.equal(analyze(`[${opposite}]`).findings.length, 1);
  });
});
