import { defineRule } from '../define-rule.ts';
import { HOME_MESSAGES, placeViolation, PROPERTY_MESSAGES } from '../unknown-names.ts';

/**
 * The AWS CLI refuses a property that it does not know ("Unknown parameter in input"); other tools leave it out.
 * The names are those of AWS's SDK.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export const clusterProperty = defineRule({
  id: 'cluster/cluster-property',
  on: 'cluster',
  messages: { ...PROPERTY_MESSAGES, ...HOME_MESSAGES },
  alsoReportedBy: ['cfn-lint E3002'],
  check({ cluster, report }) {
    for (const unknown of cluster.isDescribed ? [] : cluster.deviations.unknownProperties) {
      const { key } = unknown.value;
      if (key !== undefined) {
        report(placeViolation(unknown, key));
      }
    }
  },
});
