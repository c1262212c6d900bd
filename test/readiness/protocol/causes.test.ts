import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
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
});
