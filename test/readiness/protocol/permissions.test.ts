import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { everythingBut, type PolicyDocument } from '../../simulator/index.ts';
import { READY } from '../../simulator/scenarios/causes.ts';
import { expand } from '../../snippets/expand.ts';
import { inShort, reporting } from './reporting.ts';

/** The least policy, as the snippet writes it. */
function leastPolicy(): PolicyDocument & { readonly Statement: readonly { readonly Action: readonly string[] }[] } {
  const file = new URL('../../../snippets/ecs-exec.json', import.meta.url);
  const snippets = Object.values(
    JSON.parse(readFileSync(file, 'utf8')) as Record<string, { prefix: string; body: readonly string[] }>,
  );
  const snippet = snippets.find(({ prefix }) => prefix === 'ecs-exec-readiness');
  assert.ok(snippet);
  return JSON.parse(expand(snippet.body)) as ReturnType<typeof leastPolicy>;
}

const policy = leastPolicy();
/** Those of the list are only needed to find the tasks of a service. */
const actions = policy.Statement.flatMap(({ Action }) => Action).filter((action) => action !== 'ecs:ListTasks');

suite('the least policy of a report', () => {
  for (const [name, scenario] of Object.entries(READY)) {
    test(`leaves no check without an answer: ${name}`, () =>
      reporting(scenario, async ({ simulator, report }) => {
        simulator.world.iam.permissions = policy;
        const made = await report();
        assert.ok(
          made.checks.every(({ state }) => state !== 'unknown'),
          inShort(made),
        );
      }));
  }
});

suite('a report that may not ask for something', () => {
  const refused = new Set<string>();

  for (const [name, scenario] of Object.entries(READY)) {
    test(`names the permission and finds nothing wrong: ${name}`, () =>
      reporting(scenario, async ({ simulator, report }) => {
        const needed = actions.map((action) => [action]);
        for (const missing of [...needed, actions]) {
          simulator.world.iam.permissions = everythingBut(...missing);
          const made = await report();
          const said = `without ${missing.join()}:\n${inShort(made)}`;
          assert.notEqual(made.verdict, 'not-ready', said);
          for (const { state, permissions } of made.checks) {
            assert.notEqual(state, 'fail', said);
            if (state === 'unknown') {
              assert.ok(
                permissions.some((permission) => missing.includes(permission)),
                said,
              );
            }
            permissions.forEach((permission) => refused.add(permission));
          }
        }
      }));
  }

  test('has been told of each', () => {
    const unheard = actions.filter((action) => !refused.has(action));
    // They are only evidence.
    assert.deepEqual(unheard, ['ec2:DescribeImages']);
  });
});
