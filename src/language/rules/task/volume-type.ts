import { sentence } from '../../../text.ts';
import { labelOf } from '../../documents/label.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

/** What says where a volume comes from, beside `configuredAtLaunch`. */
const CONFIGURATIONS = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  's3filesVolumeConfiguration',
] as const;

/**
 * "When the volume parameter is specified, only one volume configuration type should be used.":
 * RegisterTaskDefinition's answer (https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/185). "Each
 * volume […] may only specify a name and one of either configuredAtLaunch, dockerVolumeConfiguration,
 * efsVolumeConfiguration, s3filesVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration, or host."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const volumeType = defineRule({
  id: 'task/volume-type',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages: {
    several: {
      severity: 'error',
      text: 'Volume "{volume}" has both "{first}" and "{second}". A volume can be of one type only.',
    },
  },
  check({ taskDefinition, report }) {
    for (const [index, volume] of taskDefinition.get('volumes').children.entries()) {
      const configurations = configurationsOf(volume);
      const [first, second] = configurations;
      if (first === undefined || second?.key === undefined) {
        continue;
      }
      report({
        at: second.key,
        message: 'several',
        values: {
          volume: labelOf(volume, index),
          first: nameOf(first),
          second: nameOf(second),
        },
        fixes: configurations.map((kept) => keepOnly(kept, configurations)),
      });
    }
  },
});

/** The configurations that a volume certainly has, in their order. An empty one says nothing. */
function configurationsOf(volume: Value): readonly Value[] {
  const found = CONFIGURATIONS.map((name) => volume.get(name)).filter(
    ({ kind, children }) => kind === 'object' && children.length > 0,
  );
  const atLaunch = volume.get('configuredAtLaunch');
  return [...found, ...(atLaunch.is(true) ? [atLaunch] : [])].toSorted((a, b) => a.start - b.start);
}

function keepOnly(kept: Value, all: readonly Value[]): Remedy {
  return {
    title: sentence('Keep only "{0}"', nameOf(kept)),
    safe: false,
    changes: () => all.filter((configuration) => configuration !== kept).map(remove),
  };
}
