import { defineRule } from '../define-rule.ts';
import { reportUnknownValues, VALUE_MESSAGES } from '../unknown-values.ts';

/**
 * The values are those of AWS's SDK, which may be older than ECS: that is why this is no error.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export const clusterValue = defineRule({
  id: 'cluster/cluster-value',
  on: 'cluster',
  messages: VALUE_MESSAGES,
  alsoReportedBy: ['cfn-lint E3030'],
  check({ cluster, report }) {
    // What ECS prints may be newer than this.
    if (!cluster.isDescribed) {
      reportUnknownValues(cluster.deviations.unknownValues, report);
    }
  },
});
