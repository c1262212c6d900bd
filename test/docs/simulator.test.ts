import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildWorld } from '../simulator/world/build.ts';
import { checkScenario } from '../simulator/world/check.ts';

test('the scenario that docs/simulator.md shows is one', () => {
  const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8');
  const scenario: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
  checkScenario(scenario);
  assert.deepEqual(buildWorld(scenario).region, 'eu-central-1');
});
