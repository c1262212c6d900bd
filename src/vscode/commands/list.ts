// All commands, by the bundle that has their bodies. Titles, icons and places are in package.json.

export const EDITOR_COMMANDS = ['fixAll', 'disableRule'] as const;

export type CommandId = (typeof EDITOR_COMMANDS)[number];
