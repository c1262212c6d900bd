import { suite, test } from 'node:test';
import type { Data } from './item.ts';
import { checkAlone } from './same.ts';

/** Ways to write each, and fixes to choose. */
const SEEDS = 12;

/** Containers with what is easily mended in one writing, and in another is not. */
const EXAMPLES: Readonly<Record<string, Data>> = {
  'a list around a string': { hostname: ['web'], user: ['app'] },
  'a list around an object': { healthCheck: [{ command: ['CMD', 'true'] }] },
  'an object for a list of it': { portMappings: { containerPort: 80 } },
  'a map for a list of pairs': { environment: { A: 'b' }, extraHosts: { db: '10.0.0.1' } },
  'a command for a health check': { healthCheck: ['CMD', 'true'] },
  'a name for a pair': { environment: [{ FOO: 'x' }] },
  'a secret among variables': { environment: [{ name: 'TOKEN', valueFrom: '/token' }] },
  'a word of the task definition': { networkMode: 'awsvpc' },
  'an object of the task definition': { ephemeralStorage: { sizeInGiB: 30 } },
  'objects of the task definition': { volumes: [{ name: 'data' }, { name: 'tmp' }] },
  'entries that all go': { dependsOn: [{ containerName: 'app' }, { containerName: 'app' }] },
};

suite('what is in a wrong form or place is mended alike in all writings', () => {
  for (const [name, container] of Object.entries(EXAMPLES)) {
    test(name, () => {
      const containerDefinitions = [{ name: 'app', image: 'nginx', memory: 64, ...container }];
      for (let seed = 0; seed < SEEDS; seed++) {
        checkAlone({ name: 'It', kind: 'task-definition', data: { family: 'app', containerDefinitions } }, seed);
      }
    });
  }
});
