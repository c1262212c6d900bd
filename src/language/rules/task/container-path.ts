import type { Container } from '../../documents/container.ts';
import { isRelativePath } from '../../documents/paths.ts';
import type { Platform } from '../../documents/platform.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  duplicate: {
    severity: 'warning',
    text: 'Container "{container}" mounts two volumes at "{path}". A path can have only one.',
  },
  tmpfs: {
    severity: 'warning',
    text: 'Container "{container}" mounts a volume and a tmpfs at "{path}". A path can have only one.',
  },
  relative: {
    severity: 'warning',
    text: 'Container "{container}" cannot mount a volume at "{path}": the path must be absolute.',
  },
  root: {
    severity: 'warning',
    text: 'Container "{container}" cannot mount a volume at "/", its root directory. Use a directory below it.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Duplicate mount point", "mount path must be absolute" and "destination can't be '/'": Docker's answers, with which
 * the task stops (CannotCreateContainerError). ECS registers the task definition.
 * Sources: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/153,
 * https://github.com/ga4gh/task-execution-schemas/issues/67 and
 * https://github.com/moby/moby/blob/master/volume/mounts/linux_parser.go
 */
export const containerPath = defineRule({
  id: 'task/container-path',
  on: 'task-definition',
  speaksOf: ['mountPoints'],
  messages,
  check({ taskDefinition, platform, report }) {
    for (const container of taskDefinition.containers) {
      const mounts = container.value.get('mountPoints').children;
      if (mounts.length > 0) {
        checkPaths(mounts, container, platform, report);
        checkTwice(mounts, container, report);
      }
    }
  },
});

function checkPaths(mounts: readonly Value[], container: Container, platform: Platform, report: Report): void {
  for (const mount of mounts) {
    const at = mount.get('containerPath');
    const path = at.string;
    if (path === undefined) {
      continue;
    }
    if (/^\/+$/.test(path) && platform.operatingSystem === 'linux') {
      report({ at, message: 'root', values: { container: container.label } });
    } else if (isRelativePath(path)) {
      const fixes = /^\w/.test(path) && platform.operatingSystem === 'linux' ? [changeTo(at, `/${path}`)] : [];
      report({ at, message: 'relative', values: { container: container.label, path }, fixes });
    }
  }
}

function checkTwice(mounts: readonly Value[], container: Container, report: Report): void {
  const tmpfs = container.value.get('linuxParameters', 'tmpfs').children;
  if (mounts.length === 1 && tmpfs.length === 0) {
    return;
  }
  const ofTmpfs = new Set(tmpfs.flatMap((mount) => pathOf(mount) ?? []));
  const seen = new Set<string>();
  for (const mount of mounts) {
    const path = pathOf(mount);
    if (path === undefined) {
      continue;
    }
    const at = mount.get('containerPath');
    const values = { container: container.label, path };
    if (seen.has(path)) {
      report({ at, message: 'duplicate', values, fixes: [removeIt(mount)] });
    } else if (ofTmpfs.has(path)) {
      report({ at, message: 'tmpfs', values, fixes: [removeIt(mount)] });
    }
    seen.add(path);
  }
}

/** As Docker compares paths: `/data/` is `/data`. */
function pathOf(mount: Value): string | undefined {
  const path = mount.get('containerPath').string;
  return path === undefined || path === '' ? undefined : path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}
