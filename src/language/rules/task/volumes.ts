import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  duplicateName: { severity: 'error', text: 'There is another volume "{volume}" before this one.' },
  severalAtLaunch: { severity: 'error', text: 'Only one volume of a task can be configured at launch.' },
  notMounted: {
    severity: 'error',
    text: 'The volume "{volume}" is configured at launch, but no container mounts it.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Volumes [x] are not referenced by any of the containers", answers RegisterTaskDefinition for a volume configured at
 * launch. "Only one volume configured at launch is supported."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const volumes = defineRule({
  id: 'task/volumes',
  on: 'task-definition',
  speaksOf: ['volumes', 'mountPoints'],
  messages,
  check({ taskDefinition, report }) {
    const list = taskDefinition.get('volumes').children;
    if (list.length === 0) {
      return;
    }
    const seen = new Set<string>();
    let configuredAtLaunch = 0;
    let mounted: Mounted | undefined;
    for (const volume of list) {
      const place = volume.get('name');
      const name = place.string;
      if (name !== undefined && seen.has(name)) {
        report({ at: place, message: 'duplicateName', values: { volume: name } });
      }
      if (name !== undefined) {
        seen.add(name);
      }
      const flag = volume.get('configuredAtLaunch');
      if (!flag.is(true)) {
        continue;
      }
      if (++configuredAtLaunch > 1) {
        report({ at: flag, message: 'severalAtLaunch' });
      }
      if (name !== undefined) {
        checkIsMounted((mounted ??= mountedBy(taskDefinition)), place, name, report);
      }
    }
  },
});

/** What the containers mount. */
interface Mounted {
  readonly names: ReadonlySet<string>;
  /** Whether they may mount more than that. */
  readonly mayBeMore: boolean;
}

function mountedBy(taskDefinition: TaskDefinition): Mounted {
  const names = new Set<string>();
  let mayBeMore = !taskDefinition.hasAllContainers;
  for (const container of taskDefinition.containers) {
    for (const mount of container.get('mountPoints').items) {
      const { string, isAbsent } = mount.get('sourceVolume');
      if (string !== undefined) {
        names.add(string);
      } else if (!isAbsent) {
        mayBeMore = true;
      }
    }
  }
  return { names, mayBeMore };
}

function checkIsMounted({ names, mayBeMore }: Mounted, place: Value, name: string, report: Report): void {
  if (mayBeMore || names.has(name)) {
    return;
  }
  report({ at: place, message: 'notMounted', values: { volume: name } });
}
