import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildWorld } from '../simulator/world/build.ts';
import { checkScenario } from '../simulator/world/check.ts';

const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8');

test('the scenarios that docs/simulator.md shows are some', () => {
  const scenarios = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json) as unknown);
  assert.equal(scenarios.length, 4);
  for (const scenario of scenarios) {
    checkScenario(scenario);
    assert.ok(buildWorld(scenario).clusters.has('shop'));
  }
});
