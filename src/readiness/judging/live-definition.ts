import type { TaskDescription } from '../../aws/api/details.ts';
import type { ContainerDefinition, TaskDefinition } from '../../aws/api/task-definitions.ts';
import type { Finding, RunsOn } from '../../language/api.ts';
import { createLanguageService } from '../../language/index.ts';
import { registrableText } from '../../live/task-definition-text.ts';
import { isOnFargate } from './live-task.ts';

/** `family:revision`, as documents of live task definitions are named. */
export function definitionOf({ family, revision }: TaskDefinition): string {
  return `${family ?? ''}:${revision ?? ''}`;
}

/** What the rules on ECS Exec say of a live task definition, as far as it concerns one container or the whole task. */
export function execFindings(definition: TaskDefinition, task: TaskDescription, container: string): readonly Finding[] {
  const opened = createLanguageService().openLive(registrableText(definition), runsOn(task));
  return opened.findings().filter(({ rule, range }) => {
    const [list, name] = opened.namesAt(range.start);
    return rule.startsWith('exec/') && (list !== 'containerDefinitions' || name === undefined || name === container);
  });
}

/** The task definition with the environment that the task was started with, and without its other containers' own. */
export function withOverrides(definition: TaskDefinition, task: TaskDescription): TaskDefinition {
  const overrides = task.overrides?.containerOverrides ?? [];
  return {
    ...definition,
    containerDefinitions: definition.containerDefinitions?.map((container) =>
      overrides.reduce(
        (merged, { name, environment }) =>
          name === merged.name && environment !== undefined ? withVariables(merged, environment) : merged,
        container,
      ),
    ),
  };
}

/** A variable of a task replaces that of its definition (API reference, ContainerOverride, `environment`). */
function withVariables(
  container: ContainerDefinition,
  environment: NonNullable<ContainerDefinition['environment']>,
): ContainerDefinition {
  const names = new Set(environment.map(({ name }) => name));
  const others = (container.environment ?? []).filter(({ name }) => !names.has(name));
  return { ...container, environment: [...others, ...environment] };
}

function runsOn(task: TaskDescription): RunsOn {
  const { launchType, platformFamily } = task;
  return {
    launchType: isOnFargate(task) ? 'FARGATE' : LAUNCH_TYPES.find((known) => known === launchType),
    operatingSystem: platformFamily === undefined ? undefined : /^windows/i.test(platformFamily) ? 'windows' : 'linux',
  };
}

const LAUNCH_TYPES = ['EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;
