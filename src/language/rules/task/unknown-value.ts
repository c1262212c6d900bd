import { defineRule } from '../define-rule.ts';
import { reportUnknownValues, VALUE_MESSAGES } from '../unknown-values.ts';

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
  messages: VALUE_MESSAGES,
  alsoReportedBy: ['cfn-lint E3030'],
  check({ taskDefinition, report }) {
    const misfits = taskDefinition.deviations.unknownValues.filter(
      ({ value }) => KNOWN_OTHERWISE.get(value.key?.name ?? '')?.includes(value.string ?? '') !== true,
    );
    reportUnknownValues(misfits, report, ['protocol']);
  },
});
