import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "The maximum number of ARNs is 1."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const credentialSpecs = defineRule({
  id: 'task/credential-specs',
  on: 'task-definition',
  speaksOf: ['credentialSpecs'],
  messages: {
    several: {
      severity: 'error',
      text: 'Container "{container}" can have only one element in {.credentialSpecs}.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const [, ...others] = container.value.get('credentialSpecs').children;
      for (const at of others) {
        report({ at, message: 'several', values: { container: container.label }, fixes: [removeIt(at)] });
      }
    }
  },
});
