import { createLanguageService } from '../../src/language/index.ts';
import { neighboursOf } from '../../src/language/neighbours.ts';

const TASK_DEFINITION = JSON.stringify({
  family: 'web',
  networkMode: 'bridge',
  containerDefinitions: [
    { name: 'app', image: 'nginx', portMappings: [{ name: 'http', containerPort: 8080 }] },
    { name: 'log', image: 'fluentd', portMappings: [] },
  ],
});

/** What stands beside any text: a task definition that lacks what a service may want of it. */
export const NEIGHBOURS = neighboursOf(
  'service.json',
  [
    { name: 'web.json', text: TASK_DEFINITION },
    { name: 'ecspresso.yml', text: 'service_definition: service.json\ntask_definition: web.json\n' },
  ],
  createLanguageService(),
);
