import type { Service } from '../documents/service/service.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';

/** Whether the tasks of a service certainly have no role: neither their task definition nor a run of them names one. */
export function lacksTaskRole(
  { value, isRun }: Service,
  taskDefinition: TaskDefinition | undefined,
): taskDefinition is TaskDefinition {
  return (
    taskDefinition?.get('taskRoleArn').isAbsent === true &&
    taskDefinition.isWhole &&
    (!isRun || value.get('overrides', 'taskRoleArn').isAbsent)
  );
}
