import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { append } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { Spelling } from '../closest.ts';
import type { OldRule, Remedy } from '../rule.ts';
import { volumeNames } from '../volume-names.ts';

/** "Unknown volume 'x'.": RegisterTaskDefinition's answer. */
export const mountPoints: OldRule = {
  id: 'task/mount-points',
  severity: 'error',
  check(taskDefinition, report) {
    const spelling = new Spelling();
    let known: { readonly names: ReadonlySet<string> | undefined } | undefined;
    for (const container of taskDefinition.containers) {
      for (const mount of container.get('mountPoints').children) {
        if (mount.kind !== 'object') {
          continue;
        }
        const source = mount.get('sourceVolume');
        if (mount.get('containerPath').isAbsent) {
          report({
            at: source.key === undefined ? mount : source,
            severity: 'warning',
            message: text('Without containerPath, container "{0}" does not see the volume anywhere.', container.label),
          });
        }
        if (source.string === undefined) {
          continue;
        }
        const { names } = (known ??= { names: volumeNames(taskDefinition) });
        if (names === undefined || names.has(source.string)) {
          continue;
        }
        report({
          at: source,
          message: text('The task definition has no volume "{0}".', source.string),
          fixes: remedies(taskDefinition, source, source.string, names, spelling),
        });
      }
    }
  },
};

function remedies(
  taskDefinition: TaskDefinition,
  source: Value,
  name: string,
  names: ReadonlySet<string>,
  spelling: Spelling,
): readonly Remedy[] {
  const near = spelling.meant(name, names);
  const add: Remedy = {
    title: text('Add a volume "{0}" to the task definition', name),
    safe: false,
    changes: () => [append(taskDefinition.value, ['volumes'], [{ name }])],
  };
  return near === undefined ? [add] : [changeTo(source, near), add];
}
