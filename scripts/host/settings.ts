/** Settings of VS Code, by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/** Keeps the host's own offers, welcome pages and look-ups on the internet out of the way. */
export const calmSettings: Settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // In a browser the default is another than on the desktop.
  'files.autoSave': 'off',
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.autoDetect': 'off',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'window.menuBarVisibility': 'compact',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** What a page, rather than a canvas, shows of a terminal can be read by a test. */
export const readableTerminal: Settings = { 'terminal.integrated.gpuAcceleration': 'off' };
