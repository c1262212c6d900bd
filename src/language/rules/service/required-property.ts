import type { Incomplete } from '../../documents/deviations.ts';
import type { Service } from '../../documents/service/service.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { structures } from '../../notation/shape.ts';
import { defineRule } from '../define-rule.ts';
import { MEMBER_MESSAGES, memberViolation, Numbers } from '../missing-members.ts';

/**
 * "Missing required parameter in networkConfiguration.awsvpcConfiguration: "subnets"", says the AWS CLI before it asks
 * ECS, of all that AWS's own model of the API requires. ECS adds "Container Name can not be blank." of a load balancer,
 * and "name cannot be blank." of an override.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html,
 * https://github.com/aws/amazon-ecs-cli/issues/359, https://github.com/aws/aws-sdk-go/issues/2553
 */
export const serviceRequiredProperty = defineRule({
  id: 'service/required-property',
  on: 'service',
  messages: MEMBER_MESSAGES,
  check({ service, taskDefinition, report }) {
    const { incomplete } = service.deviations;
    if (incomplete.length === 0 || mayGetMore(service, taskDefinition)) {
      return;
    }
    const numbers = new Numbers();
    for (const one of incomplete) {
      const missing = missingFrom(one, service);
      if (missing.length > 0) {
        report(memberViolation({ ...one, missing }, numbers));
      }
    }
  },
});

/**
 * What ECS has described has all that it needs, and may be newer than this. A service without a name may be put
 * together by a script, unless its task definition is found: then nothing but ecspresso, or the AWS CLI, reads it.
 */
function mayGetMore({ isDescribed, form }: Service, taskDefinition: TaskDefinition | undefined): boolean {
  return isDescribed || (form === 'nameless' && taskDefinition === undefined);
}

/** To ecspresso, a switch that is not there is off. And a container override in which nothing is set needs no name. */
function missingFrom({ value, structure, missing }: Incomplete, { form }: Service): readonly string[] {
  if (structure === 'ContainerOverride' && value.children.every(({ isAbsent }) => isAbsent)) {
    return [];
  }
  return form === 'nameless' ? missing.filter((name) => structures[structure].get(name) !== 'boolean') : missing;
}
