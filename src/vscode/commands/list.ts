// All commands, by the bundle that has their bodies. Titles, icons and places are in package.json.

export const EDITOR_COMMANDS = ['fixAll', 'disableRule'] as const;

export const LIVE_COMMANDS = [
  'execIntoContainer',
  'execAgain',
  'execSelected',
  'clickContainer',
  'clearHistory',
  'runCommand',
  'copyToContainer',
  'copyFromContainer',
  'forwardPort',
  'stopForwarding',
  'openForwardedPort',
  'copyForwardedAddress',
  'showLogs',
  'pauseLogs',
  'filterLogs',
  'openLogs',
  'useLiveTail',
  'refresh',
  'refreshNode',
  'retry',
  'refreshDocument',
  'stopAsking',
  'signIn',
  'showMore',
  'filter',
  'clearFilter',
  'selectProfile',
  'selectRegion',
  'copyArn',
  'showLog',
] as const;

export type EditorCommand = (typeof EDITOR_COMMANDS)[number];
export type LiveCommand = (typeof LIVE_COMMANDS)[number];
