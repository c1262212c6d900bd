import { defineRule } from '../define-rule.ts';
import { MEMBER_MESSAGES, memberViolation, Numbers } from '../missing-members.ts';

/**
 * "Missing required parameter in defaultCapacityProviderStrategy[0]: "capacityProvider"", says the AWS CLI before it
 * asks ECS, of all that AWS's own model of the API requires.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export const clusterRequiredProperty = defineRule({
  id: 'cluster/required-property',
  on: 'cluster',
  messages: MEMBER_MESSAGES,
  check({ cluster, report }) {
    // What ECS has described has all that it needs, and may be newer than this.
    if (cluster.isDescribed) {
      return;
    }
    const numbers = new Numbers();
    for (const incomplete of cluster.deviations.incomplete) {
      report(memberViolation(incomplete, numbers));
    }
  },
});
