import { Spelling } from '../../documents/closest.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import { isNameInSpace } from '../stray-space.ts';

/** What the SDK does not list, and ECS knows, or refuses in words of its own: other rules speak of these. */
const KNOWN_OTHERWISE: ReadonlyMap<string, readonly string[]> = new Map([
  // Those of the agent: https://github.com/aws/amazon-ecs-agent/blob/master/agent/dockerclient/logging_drivers.go
  ['logDriver', ['logentries', 'none', 'sumologic']],
  // That of services, which task definitions cannot have.
  ['type', ['distinctInstance']],
]);

/**
 * The values are those of AWS's SDK, which may be older than ECS: that is why this is no error.
 * Of `protocol` it says: "Valid values are tcp and udp (case-sensitive). […] Amazon ECS treats any other specified
 * value as tcp." Of others it is not known whether upper and lower case make a difference.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const unknownValue = defineRule({
  id: 'task/unknown-value',
  on: 'task-definition',
  messages: {
    unknown: {
      severity: 'warning',
      text: 'ECS does not know the value "{value}" of "{property}". It knows: {values}.',
    },
    mistyped: {
      severity: 'warning',
      text: 'ECS does not know the value "{value}" of "{property}". Did you mean "{meant}"?',
    },
    space: {
      severity: 'warning',
      text: 'ECS does not know the value of "{property}": there is a space or an invisible character beside "{meant}".',
    },
    otherCase: {
      severity: 'information',
      text: 'The value "{value}" of "{property}" differs from "{meant}" in upper and lower case.',
    },
  },
  check({ taskDefinition, report }) {
    const spelling = new Spelling();
    for (const { value, shape } of taskDefinition.deviations.unknownValues) {
      if (typeof shape === 'string' || !('enum' in shape) || value.string === undefined) {
        continue;
      }
      if (KNOWN_OTHERWISE.get(value.key?.name ?? '')?.includes(value.string) === true) {
        continue;
      }
      const property = nameOf(value);
      const meant = spelling.meant(value.string, shape.enum);
      if (meant === undefined) {
        report({
          at: value,
          message: 'unknown',
          values: { value: value.string, property, values: shape.enum.join(', ') },
        });
        continue;
      }
      if (isNameInSpace(value.string, meant)) {
        report({ at: value, message: 'space', values: { property, meant }, fixes: [changeTo(value, meant, true)] });
        continue;
      }
      const isOnlyCase = meant.toLowerCase() === value.string.toLowerCase();
      report({
        at: value,
        message: isOnlyCase && value.key?.name !== 'protocol' ? 'otherCase' : 'mistyped',
        values: { value: value.string, property, meant },
        fixes: [changeTo(value, meant, isOnlyCase)],
      });
    }
  },
});
