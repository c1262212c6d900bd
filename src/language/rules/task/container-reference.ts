import { text } from '../../../text.ts';
import { links, volumeSources } from '../../documents/container-reference.ts';
import { Spelling } from '../closest.ts';
import type { OldRule } from '../rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/**
 * "Invalid 'volumesFrom' setting. Unknown container: 'x'": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerReference: OldRule = {
  id: 'task/container-reference',
  severity: 'error',
  check(taskDefinition, report) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      for (const source of volumeSources(container)) {
        if (!isUnknownContainer(taskDefinition, source.name)) {
          continue;
        }
        report({
          at: source.value,
          message: text('There is no container "{0}" to borrow volumes from.', source.name),
          fixes: meantContainer(taskDefinition, source, spelling, (other) => other !== container),
        });
      }
      for (const link of links(container)) {
        if (!isUnknownContainer(taskDefinition, link.name)) {
          continue;
        }
        report({
          at: link.value,
          message: text('There is no container "{0}" to link with.', link.name),
          fixes: meantContainer(taskDefinition, link, spelling, (other) => other !== container),
        });
      }
    }
  },
};
