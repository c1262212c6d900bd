import { defineRule } from '../define-rule.ts';
import { TYPE_MESSAGES, typeViolation } from '../wrong-types.ts';

/**
 * "Invalid type for parameter tags", the AWS CLI says before it asks ECS.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export const clusterType = defineRule({
  id: 'cluster/cluster-type',
  on: 'cluster',
  messages: TYPE_MESSAGES,
  alsoReportedBy: ['cfn-lint E3012'],
  check({ cluster, report }) {
    // What ECS prints may be newer than this.
    if (!cluster.isDescribed) {
      cluster.deviations.wrongTypes.forEach((misfit) => report(typeViolation(misfit)));
    }
  },
});
