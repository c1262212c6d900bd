import { Spelling } from '../../documents/closest.ts';
import type { Container } from '../../documents/container.ts';
import { links, volumeSources } from '../../documents/container-reference.ts';
import { linkedIn, type Waiting, waitingFor } from '../../documents/dependencies.ts';
import { defineRule } from '../define-rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/**
 * "Invalid 'volumesFrom' setting. Unknown container: 'x'": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerReference = defineRule({
  id: 'task/container-reference',
  on: 'task-definition',
  messages: {
    unknownLink: { severity: 'error', text: 'There is no container "{container}" to link to.' },
    unknownSource: { severity: 'error', text: 'There is no container "{container}" to take volumes from.' },
  },
  check({ taskDefinition, report }) {
    const spelling = new Spelling();
    let linked: Waiting | undefined;
    for (const container of taskDefinition.containers) {
      let after: ReadonlySet<Container> | undefined;
      // A link back would make a circle.
      const isLinkedHere = (other: Container): boolean =>
        (after ??= waitingFor(container, (linked ??= linkedIn(taskDefinition)))).has(other);
      for (const source of volumeSources(container)) {
        if (!isUnknownContainer(taskDefinition, source.name)) {
          continue;
        }
        report({
          at: source.value,
          message: 'unknownSource',
          values: { container: source.name },
          fixes: meantContainer(taskDefinition, source, spelling, (other) => other !== container),
        });
      }
      for (const link of links(container)) {
        if (!isUnknownContainer(taskDefinition, link.name)) {
          continue;
        }
        report({
          at: link.value,
          message: 'unknownLink',
          values: { container: link.name },
          fixes: meantContainer(taskDefinition, link, spelling, (other) => !isLinkedHere(other)),
        });
      }
    }
  },
});
