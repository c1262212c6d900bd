import type { Range } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';

/** One of these is in each sample, or is one. Most texts have none, and this search takes half the time. */
const MARKS = ['-name', '111122223333', 'Exec-Task', 'Tag'] as const;

/** What stands for something of your own in the examples of AWS. */
const IN_ARNS = /(?<![\w-])(?:111122223333|cluster-name|cloudwatch-log-group-name|s3-bucket-name)(?![\w-])/;

/** The same in conditions: the name of a tag, its value, the name of a container. */
const IN_CONDITIONS = /(?<![\w-])(?:Task-Tag-Key|Exec-Task|clusterTagKey|111122223333|cluster-name)(?![\w-])/;

/**
 * The developer guide's examples name a cluster, a bucket, a log group, tags and an account that nobody has.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const sampleLeft = defineRule({
  id: 'policy/sample-left',
  on: 'policy',
  messages: {
    sample: {
      severity: 'information',
      text: '"{sample}" is from an example of AWS. Replace it with your own.',
    },
  },
  check({ policy, report }) {
    const told = new Set<string>();
    const look = (at: Range, text: string, samples: RegExp): void => {
      const [sample] = (MARKS.some((mark) => text.includes(mark)) ? samples.exec(text) : null) ?? [];
      // Once is enough: whoever replaces it does so wherever it stands.
      if (sample !== undefined && !told.has(sample)) {
        told.add(sample);
        report({ at, message: 'sample', values: { sample } });
      }
    };
    for (const { resources, conditions } of policy.ours) {
      for (const { value, written } of resources) {
        look(value, written, IN_ARNS);
      }
      for (const { key, value } of conditions) {
        if (value.key !== undefined) {
          look(value.key, key, IN_CONDITIONS);
        }
        for (const each of stringsIn(value)) {
          look(each, String(each.scalar), IN_CONDITIONS);
        }
      }
    }
  },
});

function stringsIn(value: Value): readonly Value[] {
  return [value, ...value.children].filter(({ kind }) => kind === 'string');
}
