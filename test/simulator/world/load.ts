import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CAUSES } from '../scenarios/causes.ts';
import { largeAccount } from '../scenarios/large-account.ts';
import { manyTasks } from '../scenarios/many-tasks.ts';
import { checkScenario } from './check.ts';
import type { Scenario } from './scenario.ts';

/**
 * The scenario of a JSON file, or one of the simulator's own: `demo`, `many-tasks` (ten thousand of them),
 * `large-account` (twenty thousand, in five thousand services), or what keeps people from a container, by the name that
 * `scenarios/causes.ts` gives it. Throws an `Error` for a file that cannot be read or
 * that is no scenario.
 */
export function loadScenario(nameOrPath: string): Scenario {
  if (nameOrPath === 'many-tasks') {
    return manyTasks(10_000);
  }
  if (nameOrPath === 'large-account') {
    return largeAccount(500, 10, 4);
  }
  const cause = Object.hasOwn(CAUSES, nameOrPath) ? CAUSES[nameOrPath] : undefined;
  if (cause !== undefined) {
    return cause.scenario;
  }
  const path = nameOrPath === 'demo' ? fileURLToPath(new URL('../scenarios/demo.json', import.meta.url)) : nameOrPath;
  const content = parse(readFileSync(path, 'utf8'), path);
  checkScenario(content);
  return content;
}

function parse(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`${path} is not valid JSON.`, { cause: error });
  }
}
