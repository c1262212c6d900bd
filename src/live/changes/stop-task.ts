import type { Protection } from '../../aws/api/changes.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';
import { serviceOf } from '../task-name.ts';

/** What comes of stopping a task, as sentences. */
export function consequencesOf(
  task: Task,
  { protection, time }: { readonly protection: Protection | undefined; readonly time: (moment: Date) => string },
): readonly Text[] {
  const service = serviceOf(task);
  return [
    service === undefined
      ? sentence('It is a standalone task. Nothing starts another one.')
      : sentence('Service "{0}" starts another task in its place.', service),
    sentence('Its containers get SIGTERM, and are killed after 30 seconds unless stopTimeout says otherwise.'),
    ...(protection === undefined
      ? []
      : [
          protection.until === undefined
            ? sentence('The task is protected from scale-in. Stopping it ends it nevertheless.')
            : sentence(
                'The task is protected from scale-in until {0}. Stopping it ends it nevertheless.',
                time(protection.until),
              ),
        ]),
  ];
}
