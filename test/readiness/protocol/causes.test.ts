import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Scenario } from '../../simulator/index.ts';
import { CAUSES, READY } from '../../simulator/scenarios/causes.ts';
import { inShort, judgementOf, reporting } from './reporting.ts';

/** The state of the first check that says that something is, or may be, wrong. */
const WRONG = ['fail', 'warn', 'unknown'] as const;

suite('a report', () => {
  for (const [name, scenario] of Object.entries(READY)) {
    test(`finds nothing wrong where nothing is: ${name}`, () =>
      reporting(scenario, async ({ report }) => {
        const made = await report();
        assert.notEqual(made.verdict, 'not-ready', inShort(made));
        assert.ok(
          made.checks.every(({ state }) => state !== 'fail'),
          inShort(made),
        );
        assert.ok(made.calls <= 25, `${made.calls} calls`);
      }));
  }

  for (const [name, { scenario, check, verdict = 'fail', container }] of Object.entries(CAUSES)) {
    test(`names the cause first: ${name}`, () =>
      reporting(
        scenario,
        async ({ report }) => {
          const made = await report();
          assert.equal(judgementOf(made, check).state, verdict, inShort(made));
          const worse = WRONG.slice(0, WRONG.indexOf(verdict) + 1);
          const first = worse.map((state) => made.checks.find((each) => each.state === state)).find((each) => each);
          assert.equal(first?.id, check, inShort(made));
          assert.equal(made.verdict === 'not-ready', verdict === 'fail');
          if (verdict === 'fail') {
            assert.deepEqual(made.sentence, first.sentence);
          }
          assert.ok(made.calls <= 25, `${made.calls} calls`);
        },
        container,
      ));
  }

  test('finds two causes at once, in their order, and the second still when the first is mended', async () => {
    const { roles } = scenarioOf('role-without-channels');
    await reporting({ ...scenarioOf('no-route'), ...(roles && { roles }) }, async ({ simulator, report }) => {
      const before = await report();
      const failing = before.checks.filter(({ state }) => state === 'fail').map(({ id }) => id);
      assert.deepEqual(failing, ['role-permissions', 'network-path'], inShort(before));
      assert.deepEqual(before.sentence, judgementOf(before, 'role-permissions').sentence);
      const [mend] = judgementOf(before, 'role-permissions').mends;
      assert.ok(mend?.kind === 'attach-policy');
      const role = simulator.world.iam.roles.get(mend.roleArn.split('/').at(-1) ?? '');
      role?.inline.set(mend.policyName, mend.policy);
      const after = await report();
      assert.equal(judgementOf(after, 'role-permissions').state, 'pass', inShort(after));
      assert.deepEqual(after.sentence, judgementOf(after, 'network-path').sentence);
    });
  });
});

function scenarioOf(name: string): Scenario {
  return CAUSES[name]?.scenario ?? assert.fail(name);
}
