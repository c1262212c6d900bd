import { isReference, LONGEST_IMAGE } from '../../documents/image.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "Container.image contains invalid characters." (https://github.com/Shippable/support/issues/3094), "Container.image
 * repository contains invalid characters." and "Container.image repository should not be null or empty.":
 * RegisterTaskDefinition's answers. "The only supported hash function is sha256, and the hash value after sha256: must
 * be exactly 64 characters."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const image = defineRule({
  id: 'task/image',
  on: 'task-definition',
  messages: {
    space: { severity: 'error', text: 'The image of container "{container}" has a space, which ECS does not accept.' },
    character: {
      severity: 'error',
      text: 'The image of container "{container}" has the character "{character}", which ECS does not accept.',
    },
    tooLong: {
      severity: 'error',
      text: 'Without a digest, the image of container "{container}" can have at most {most} characters, not {length}.',
    },
    digest: {
      severity: 'error',
      text: 'The digest in the image of container "{container}" must be "sha256:" and exactly 64 hexadecimal digits.',
    },
    noRepository: {
      severity: 'error',
      text: 'The image of container "{container}" needs a repository before its tag or digest.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const { imageFault: fault } = container;
      if (fault === undefined) {
        continue;
      }
      const at = container.value.get('image');
      const text = at.string ?? '';
      const values = { container: container.label };
      switch (fault) {
        case 'characters': {
          const character = /[^\w:./#@-]/u.exec(text)?.[0] ?? '';
          if (/\s/.test(character)) {
            const trimmed = text.trim();
            const fixes = isReference(trimmed) ? [changeTo(at, trimmed, true)] : [];
            report({ at, message: 'space', values, fixes });
          } else {
            report({ at, message: 'character', values: { ...values, character } });
          }
          break;
        }
        case 'tooLong': {
          const [name = ''] = text.split('@');
          report({ at, message: 'tooLong', values: { ...values, length: name.length, most: LONGEST_IMAGE } });
          break;
        }
        case 'digest':
          report({ at, message: 'digest', values });
          break;
        case 'noRepository':
          report({ at, message: 'noRepository', values });
          break;
        default:
      }
    }
  },
});
