import { sentence } from '../../../text.ts';
import { isLegalName, legalName, LONGEST_NAME } from '../../documents/legal-name.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import { renameEverywhere } from '../rename-everywhere.ts';
import type { Remedy } from '../rule.ts';

/**
 * "volume.name contains invalid characters.": RegisterTaskDefinition's answer, quoted in
 * https://github.com/openfresh/ecs-formation/pull/22 for a dot. "Up to 255 letters (uppercase and lowercase), numbers,
 * underscores, and hyphens are allowed."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const volumeName = defineRule({
  id: 'task/volume-name',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages: {
    illegal: {
      severity: 'error',
      text: 'The volume name "{name}" can only have letters, digits, hyphens and underscores.',
    },
    tooLong: {
      severity: 'error',
      text: 'The name of a volume can have at most {longest} characters. This one has {length}.',
    },
  },
  check({ taskDefinition, report }) {
    let names: ReadonlySet<string> | undefined;
    const volumes = taskDefinition.get('volumes').children;
    for (const volume of volumes) {
      const at = volume.get('name');
      const name = at.string;
      if (name === undefined || name === '' || isLegalName(name)) {
        continue;
      }
      if (name.length > LONGEST_NAME) {
        report({ at, message: 'tooLong', values: { longest: LONGEST_NAME, length: name.length } });
      } else {
        names ??= new Set(volumes.flatMap((other) => other.get('name').string ?? []));
        report({ at, message: 'illegal', values: { name }, fixes: remedies(taskDefinition, at, name, names) });
      }
    }
  },
});

function remedies(
  taskDefinition: TaskDefinition,
  at: Value,
  name: string,
  names: ReadonlySet<string>,
): readonly Remedy[] {
  const legal = legalName(name);
  if (legal === undefined || names.has(legal)) {
    return [];
  }
  return [
    {
      title: sentence('Rename it to "{0}" wherever the file names it', legal),
      safe: false,
      changes: () => renameEverywhere(taskDefinition, 'volume', at, name, legal),
    },
  ];
}
