import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { checks } from '../../src/readiness/checks/index.ts';
import { execReadiness } from '../../src/readiness/container.ts';
import type { Fact } from '../../src/readiness/model/fact.ts';
import type { FactName, Facts } from '../../src/readiness/model/facts.ts';
import { english } from '../../src/text.ts';
import { container, webTask } from '../support/live-tasks.ts';
import { runs } from '../support/properties.ts';
import { cluster, definition, denied, GROUP, KEY, keyPolicy, known, place, ready, task } from './world.ts';

const NAMES = Object.keys(ready) as readonly FactName[];
const SECRET = 'hidden-value';

/** A container that is ready in a cluster that uses all there is. */
const full: Facts = {
  ...ready,
  cluster: cluster({
    kmsKeyId: KEY,
    logging: 'OVERRIDE',
    logConfiguration: { cloudWatchLogGroupName: '/ecs-exec/shop', s3BucketName: 'logs' },
  }),
  key: known({ arn: KEY, state: 'Enabled', usage: 'ENCRYPT_DECRYPT' }),
  keyPolicy: keyPolicy(),
  logGroup: known({ name: '/ecs-exec/shop', arn: GROUP, kmsKeyId: undefined }),
  bucket: known({ name: 'logs', region: 'eu-central-1', encryption: 'AES256' }),
};

const noted: Fact<never> = { ...denied(''), permission: undefined } as Fact<never>;

function without(facts: Facts, missing: readonly FactName[], permission: (name: FactName) => Fact<never>): Facts {
  return { ...facts, ...Object.fromEntries(missing.map((name) => [name, permission(name)])) };
}

suite('what is not known', () => {
  test('makes no check fail, nor warn, whatever else is missing', () => {
    fc.assert(
      fc.property(fc.subarray([...NAMES]), fc.boolean(), (missing, isDenied) => {
        const facts = without(full, missing, (name) => (isDenied ? denied(`test:${name}`) : noted));
        for (const check of checks) {
          const { state, sentence, permissions } = check.judge(facts, place);
          assert.ok(state !== 'fail' && state !== 'warn', `${check.id}: ${english(sentence)}`);
          if (state === 'unknown') {
            assert.match(english(sentence), /\bcould not\b/i);
            assert.ok(!isDenied || permissions.some((each) => each.startsWith('test:')), check.id);
          }
        }
      }),
      runs(),
    );
  });

  test('each fact that is missing by itself is missed by the checks that need it, and by no other', () => {
    for (const name of NAMES) {
      const facts = without(full, [name], () => denied(`test:${name}`));
      for (const check of checks) {
        if (!check.needs.includes(name)) {
          assert.deepEqual(check.judge(facts, place), check.judge(full, place), `${check.id} ${name}`);
        }
      }
    }
  });
});

suite('values of the environment', () => {
  test('are nowhere in what checks find', () => {
    const names = fc.constantFrom('HTTPS_PROXY', 'NO_PROXY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'COLOUR');
    const variables = fc.array(fc.record({ name: names, value: fc.constantFrom(SECRET, `http://${SECRET}`, '') }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(variables, variables, fc.boolean(), (defined, started, readonlyRootFilesystem) => {
        const facts: Facts = {
          ...full,
          taskDefinition: definition({}, { environment: defined, readonlyRootFilesystem }),
          task: task({ overrides: { containerOverrides: [{ name: 'web', environment: started }] } }),
        };
        for (const check of checks) {
          assert.doesNotMatch(JSON.stringify(check.judge(facts, place)), new RegExp(SECRET), check.id);
        }
      }),
      runs(),
    );
  });
});

suite('the row of a container and the report', () => {
  test('say the same of task, switch and agent', () => {
    const status = fc.constantFrom('PROVISIONING', 'PENDING', 'RUNNING', 'DEPROVISIONING', 'STOPPED');
    fc.assert(
      fc.property(
        status,
        fc.constantFrom('RUNNING', 'STOPPED'),
        fc.constantFrom('PENDING', 'RUNNING', 'STOPPED'),
        fc.option(fc.constantFrom('PENDING', 'RUNNING', 'STOPPED'), { nil: undefined }),
        fc.boolean(),
        (lastStatus, desiredStatus, inTask, agent, execEnabled) => {
          const row = execReadiness(
            webTask({ lastStatus, desiredStatus, execEnabled }),
            container({ lastStatus: inTask, execAgent: agent && { status: agent, reason: undefined } }),
          );
          const facts: Facts = {
            ...full,
            task: task(
              { lastStatus, desiredStatus, enableExecuteCommand: execEnabled },
              {
                lastStatus: inTask,
                managedAgents: agent === undefined ? [] : [{ name: 'ExecuteCommandAgent', lastStatus: agent }],
              },
            ),
          };
          const failing = checks.slice(0, 3).filter((check) => check.judge(facts, place).state === 'fail');
          assert.equal(row.state === 'ready', failing.length === 0, row.state);
          assert.equal(row.state === 'ended', failing[0]?.id === 'task-running' && desiredOver(facts), row.state);
          assert.ok(row.state !== 'agent-stopped' || failing[0]?.id === 'exec-agent');
          assert.ok(row.state !== 'off' || failing.some(({ id }) => id === 'exec-enabled'));
        },
      ),
      runs(),
    );
  });
});

function desiredOver({ task: fact }: Facts): boolean {
  const described = fact.state === 'known' ? fact.value : undefined;
  const inTask = described?.containers?.[0]?.lastStatus;
  return (
    described?.desiredStatus === 'STOPPED' ||
    inTask === 'STOPPED' ||
    (!['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'].includes(described?.lastStatus ?? '') &&
      inTask !== 'PENDING')
  );
}
