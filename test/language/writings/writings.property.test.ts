import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../support/properties.ts';
import { policies, services, taskDefinitions } from './documents.ts';
import { checkAll, checkAlone } from './same.ts';
import { type Resource, templatesOf } from './writing.ts';

const seeds = fc.nat();

test('a task definition is judged and mended alike in all writings', () => {
  fc.assert(
    fc.property(taskDefinitions, seeds, (data, seed) => {
      checkAlone({ name: 'It', kind: 'task-definition', data }, seed);
    }),
    runs(25),
  );
});

test('a service is judged and mended alike in all writings', () => {
  fc.assert(
    fc.property(services, seeds, (data, seed) => {
      checkAlone({ name: 'It', kind: 'service', data }, seed);
    }),
    runs(25),
  );
});

test('a service, what it runs, and the role of that are judged and mended alike in all templates', () => {
  fc.assert(
    fc.property(services, taskDefinitions, policies, seeds, (service, task, documents, seed) => {
      const resources: readonly Resource[] = [
        { name: 'Web', kind: 'service', data: { ...service, taskDefinition: 'ref:Task', enableExecuteCommand: true } },
        { name: 'Task', kind: 'task-definition', data: { ...task, taskRoleArn: 'ref:Role' } },
        { name: 'Role', kind: 'role', data: { policies: documents } },
      ];
      // In Terraform, they are read back with the names of the API.
      checkAll(templatesOf(resources, seed).toReversed(), seed);
    }),
    runs(25),
  );
});
