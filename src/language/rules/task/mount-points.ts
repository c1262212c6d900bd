import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import { isLegalName } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { append } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';
import { volumeNames } from '../volume-names.ts';

/** "Unknown volume 'x'.": RegisterTaskDefinition's answer. */
export const mountPoints = defineRule({
  id: 'task/mount-points',
  on: 'task-definition',
  speaksOf: ['mountPoints'],
  messages: {
    unknownVolume: { severity: 'error', text: 'The task definition does not have a volume "{volume}".' },
    missingPath: {
      severity: 'warning',
      text: 'Container "{container}" does not see the volume anywhere without {.containerPath}.',
    },
  },
  check({ taskDefinition, report }) {
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
            message: 'missingPath',
            values: { container: container.label },
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
          message: 'unknownVolume',
          values: { volume: source.string },
          fixes: remedies(taskDefinition, source, source.string, names, spelling),
        });
      }
    }
  },
});

function remedies(
  taskDefinition: TaskDefinition,
  source: Value,
  name: string,
  names: ReadonlySet<string>,
  spelling: Spelling,
): readonly Remedy[] {
  const near = spelling.meant(name, names);
  const add: Remedy = {
    title: sentence('Add a volume "{0}" to the task definition', name),
    safe: false,
    changes: () => [append(taskDefinition.value, ['volumes'], [{ name }])],
  };
  // A volume of a name that ECS refuses is no remedy.
  return [...(near === undefined ? [] : [changeTo(source, near)]), ...(isLegalName(name) ? [add] : [])];
}
