import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Memory } from '../../../src/readiness/gather/memory.ts';
import { makeReport } from '../../../src/readiness/make-report.ts';
import type { Report } from '../../../src/readiness/model/report.ts';
import { connect } from '../../aws/support/connected.ts';
import { everythingBut, type PolicyDocument, type Scenario } from '../../simulator/index.ts';
import { CAUSES, READY } from '../../simulator/scenarios/causes.ts';
import { expand } from '../../snippets/expand.ts';
import { denying } from './denying.ts';
import { inShort, judgementOf, reporting } from './reporting.ts';

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

/** The names of the checks that fail. */
function failing({ checks }: Report): readonly string[] {
  return checks.filter(({ state }) => state === 'fail').map(({ id }) => id);
}

/**
 * What is taken away makes nothing fail that does not fail with it, and what could not be told for that names it.
 */
function assertHonest(made: Report, full: Report, missing: readonly string[]): void {
  const said = `without ${missing.join()}:\n${inShort(made)}`;
  assert.deepEqual(
    failing(made).filter((id) => !failing(full).includes(id)),
    [],
    said,
  );
  for (const { id, state, permissions } of made.checks) {
    if (state === 'unknown' && judgementOf(full, id).state !== 'unknown') {
      assert.ok(
        permissions.some((permission) => missing.includes(permission)),
        `${id} ${said}`,
      );
    }
  }
}

/** When all of these reports are made, so that IAM is asked the same each time. */
const AT = new Date(Date.UTC(2026, 0, 3));

/** Each two of some. */
function pairsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other]));
}

/** Subsets of the actions with three or more of them, the same in each run. */
function larger(count: number): readonly (readonly string[])[] {
  return fc.sample(fc.subarray([...actions], { minLength: 3 }), { numRuns: count, seed: 11 });
}

/** What a report was made without, and what it asked for. */
interface Made {
  readonly missing: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
}

/** Whether a report without these is one that was made without fewer: it asked for none of the others. */
function isMade({ missing, asked }: Made, wanted: readonly string[]): boolean {
  return (
    [...missing].every((action) => wanted.includes(action)) &&
    !wanted.some((action) => asked.has(action) && !missing.has(action))
  );
}

/** Runs a test with the answers of a world, which are asked for once, and makes no report twice. */
function inMemory(
  scenario: Scenario,
  container: string | undefined,
  subsets: readonly (readonly string[])[],
): Promise<void> {
  return reporting(
    scenario,
    async ({ place }) => {
      const gateway = await connect();
      const kept = new Map<string, unknown>();
      const reports: Made[] = [];
      const without = async (denied: readonly string[]): Promise<Report> => {
        const asked = new Set<string>();
        const options = { memory: new Memory(), now: () => AT };
        const report = await makeReport(place, denying(gateway, { kept, denied, asked }), options);
        reports.push({ missing: new Set(denied), asked });
        return report;
      };
      try {
        const full = await without([]);
        for (const missing of subsets) {
          if (!reports.some((report) => isMade(report, missing))) {
            assertHonest(await without(missing), full, missing);
          }
        }
      } finally {
        gateway.dispose();
      }
    },
    container,
  );
}

suite('a report that may not ask for several things', () => {
  for (const [name, scenario] of Object.entries(READY)) {
    test(`finds nothing wrong, and says what is missing: ${name}`, () =>
      inMemory(scenario, undefined, [...actions.map((action) => [action]), ...pairsOf(actions), ...larger(50)]));
  }

  for (const [name, { scenario, container }] of Object.entries(CAUSES)) {
    test(`finds nothing wrong but what is, and says what is missing: ${name}`, () =>
      inMemory(scenario, container, [...actions.map((action) => [action]), ...larger(20)]));
  }
});
