import { structures } from '../../notation/shape.ts';
import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';
import { HOME_MESSAGES, placeViolation, PROPERTY_MESSAGES } from '../unknown-names.ts';

/**
 * The AWS CLI refuses a property that it does not know ("Unknown parameter in input"); other tools leave it out.
 * The names are those of AWS's SDK.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const serviceProperty = defineRule({
  id: 'service/service-property',
  on: 'service',
  messages: {
    ...PROPERTY_MESSAGES,
    ...HOME_MESSAGES,
    ofTaskDefinition: { severity: 'warning', text: 'The property "{property}" belongs to the task definition.' },
  },
  alsoReportedBy: ['cfn-lint E3002'],
  check({ service, report }) {
    for (const unknown of service.isDescribed ? [] : service.deviations.unknownProperties) {
      const { value, structure, meant } = unknown;
      const { key } = value;
      if (key === undefined) {
        continue;
      }
      const isAtTop = structure === 'Service' || structure === 'TaskRun';
      if (isAtTop && meant === undefined && structures.TaskDefinition.has(key.name)) {
        report({ at: key, message: 'ofTaskDefinition', values: { property: key.name }, fixes: [removeIt(value)] });
      } else {
        report(placeViolation(unknown, key));
      }
    }
  },
});
