// Names that package.json gives to what this extension contributes. Those of commands are in commands/list.ts.

export const EXPLORER_VIEW = 'ecs-exec.explorer';
export const PORTS_VIEW = 'ecs-exec.ports';
/** Of tasks in tasks.json. */
export const TASK_TYPE = 'ecs-exec';
export const TERMINAL_PROFILE = 'ecs-exec.container';
