import { text } from '../../../text.ts';
import { changeTo } from '../change-to.ts';
import { Spelling } from '../closest.ts';
import { nameOf } from '../name-of.ts';
import type { OldRule } from '../rule.ts';

/**
 * The values are those of AWS's SDK, which may be older than ECS: that is why this is no error.
 * Of `protocol` it says: "Valid values are tcp and udp (case-sensitive). […] Amazon ECS treats any other specified
 * value as tcp." Of others it is not known whether upper and lower case make a difference.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const unknownValue: OldRule = {
  id: 'task/unknown-value',
  severity: 'warning',
  check(taskDefinition, report) {
    const spelling = new Spelling();
    for (const { value, shape } of taskDefinition.deviations.unknownValues) {
      if (typeof shape === 'string' || !('enum' in shape) || value.string === undefined) {
        continue;
      }
      const name = nameOf(value);
      const near = spelling.meant(value.string, shape.enum);
      if (near === undefined) {
        report({
          at: value,
          message: text(
            'ECS does not know "{0}" as a value of "{1}"; it knows {2}.',
            value.string,
            name,
            shape.enum.join(', '),
          ),
        });
        continue;
      }
      const isOnlyCase = near.toLowerCase() === value.string.toLowerCase();
      report({
        at: value,
        severity: isOnlyCase && name !== 'protocol' ? 'information' : 'warning',
        message: text('ECS does not know "{0}" as a value of "{1}": did you mean "{2}"?', value.string, name, near),
        fixes: [changeTo(value, near, isOnlyCase)],
      });
    }
  },
};
