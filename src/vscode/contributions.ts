// Names that package.json gives to what this extension contributes. Those of commands are in commands/list.ts.

export const EXPLORER_VIEW = 'ecs-exec.explorer';
export const PORTS_VIEW = 'ecs-exec.ports';
/** Of the tabs that show why a container can, or cannot, be exec'd into. */
export const REPORT_VIEW = 'ecs-exec.report';
/** Of tasks in tasks.json. */
export const TASK_TYPE = 'ecs-exec';
export const TERMINAL_PROFILE = 'ecs-exec.container';

// Names of documents that only this extension has.

/** VS Code lets nobody change documents of this scheme, and does not bring them back. */
export const DOCUMENT_SCHEME = 'ecs-exec';
/** The folder of those that are the task definition of what runs: what is wrong with it is shown there. */
export const LIVE_DEFINITIONS = 'task-definitions';

/** The languages of JSON. */
export const JSON_LANGUAGES: readonly string[] = ['json', 'jsonc'];

/** Languages of which the format of their documents follows. */
const LANGUAGES = [...JSON_LANGUAGES, 'yaml', 'cloudformation', 'terraform', 'opentofu'];

/**
 * The documents that are looked at; what they hold, their content tells. Without the extension that brings its
 * language, a file of Terraform is plain text.
 */
export const SELECTOR = [
  ...LANGUAGES.map((language) => ({ language })),
  { pattern: '**/*.{tf,tofu,tftpl,yml,yaml,template,cfn,json.*}' },
];
