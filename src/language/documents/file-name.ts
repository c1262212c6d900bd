/** `td.json`, `td.jsonc`, `td.json.tpl`, `web.taskdef`, and what has no extension. */
const JSON_TEXT = /(\.jsonc?(\.[^/]*)?|task[-_]?def(inition)?|(^|\/)[^/.]*)$/i;

/** As many call the file of a task definition: `task-definition.json`, `web-taskdef.prod.json`. */
const TASK_DEFINITION = /task[-_]?def[^/]*$/i;

/** Whether a file of this name is JSON, or a template of JSON; others may hold some, as pages and scripts do. */
export function saysJson(name: string): boolean {
  return JSON_TEXT.test(name);
}

/** Whether a file of this name is JSON alone, so that what reads it takes neither comments nor trailing commas. */
export function saysPlainJson(name: string): boolean {
  return /\.json$/i.test(name);
}

export function saysTaskDefinition(name: string): boolean {
  return TASK_DEFINITION.test(name);
}

/**
 * Whether a file of this name only changes what other files of its folder say.
 * Source: https://developer.hashicorp.com/terraform/language/files/override
 */
export function saysOverride(name: string): boolean {
  return /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(name);
}
