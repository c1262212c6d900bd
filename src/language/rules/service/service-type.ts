import { defineRule } from '../define-rule.ts';
import { TYPE_MESSAGES, typeViolation } from '../wrong-types.ts';

/**
 * "Invalid type for parameter desiredCount, value: 2, type: <class 'str'>, valid types: <class 'int'>", the AWS CLI
 * says before it asks ECS.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const serviceType = defineRule({
  id: 'service/service-type',
  on: 'service',
  messages: TYPE_MESSAGES,
  alsoReportedBy: ['cfn-lint E3012'],
  check({ service, report }) {
    // What ECS prints may be newer than this.
    if (!service.isDescribed) {
      service.deviations.wrongTypes.forEach((misfit) => report(typeViolation(misfit)));
    }
  },
});
