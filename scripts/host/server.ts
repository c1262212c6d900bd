import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from '../command.ts';
import { Failure } from '../main.ts';
import type { Host } from '../setup/hosts.ts';
import { hostEnvironment } from './environment.ts';
import { startRedirector } from './redirector.ts';
import { calmSettings, type Settings } from './settings.ts';

/** How long a server may take to listen, in milliseconds. */
const START_LIMIT = 60_000;

export interface ServerOptions {
  readonly host: Host;
  /** Where the server keeps its data. Extensions installed there stay installed. */
  readonly dataFolder: string;
  /** Settings on top of the calm ones. */
  readonly settings?: Settings;
  /** Variables on top of the host environment, where secrets belong: other users see arguments, but not these. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * Lets tests drive the workbench, and takes an extension under development with its tests. It then shows no
   * notifications by itself but errors, so nobody else should have it.
   */
  readonly isForTests?: boolean;
}

/** What the workbench is opened with, besides a folder. Paths are absolute, on this machine. */
export interface Opening {
  readonly file?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** What of the log is kept, as `publisher.extension=trace`. */
  readonly logLevel?: string;
}

/** A VS Code that serves its workbench on loopback, to whoever has the token in its address. */
export interface Server extends AsyncDisposable {
  /** The address that opens a folder, or a workspace file, in a browser. Contains the token: a secret. */
  address(workspace: string, opening?: Opening): string;
  /** Settles when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
}

/** Starts a VS Code server on a free port; disposing of it ends it. */
export async function startServer({
  host,
  dataFolder,
  settings,
  environment,
  isForTests = false,
}: ServerOptions): Promise<Server> {
  // Some settings count only as the user's, others only as the machine's.
  for (const scope of ['User', 'Machine']) {
    await writeSettings(join(dataFolder, 'data', scope), { ...calmSettings, ...settings });
  }
  // In a file, because arguments are visible to every user of the machine.
  const token = randomBytes(24).toString('base64url');
  const tokenFile = join(dataFolder, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const args = ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile, '--telemetry-level', 'off'];
  args.push('--accept-server-license-terms', '--server-data-dir', dataFolder);
  if (isForTests) {
    args.push('--enable-smoke-test-driver');
  }
  const redirector = await startRedirector();
  const child = spawn(host.node, ['out/server-main.js', ...args], {
    cwd: host.folder,
    env: { ...(await hostEnvironment(dataFolder)), VSCODE_PROXY_URI: redirector.template, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill();
    // Its helpers have its output open until they notice, which takes some seconds. They write logs into the data
    // folder as long, and one that finds it gone tells itself so for ever.
    await ended;
    await redirector[Symbol.asyncDispose]();
  };
  const port = await listening(child, join(dataFolder, 'server.log')).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const authority = `127.0.0.1:${port}`;
  return {
    address: (workspace, opening) => address(authority, token, workspace, opening),
    ended,
    [Symbol.asyncDispose]: stop,
  };
}

/** Installs a packaged extension as a user would. */
export async function installExtension(host: Host, dataFolder: string, vsix: string): Promise<void> {
  const args = ['out/server-main.js', '--server-data-dir', dataFolder, '--install-extension', vsix, '--force'];
  await output(host.node, args, { cwd: host.folder, env: await hostEnvironment(dataFolder) });
}

async function writeSettings(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The port that the server prints once it listens. All that it prints goes to a log. */
async function listening(child: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile, { mode: 0o600 });
  child.stdout?.on('data', (chunk) => log.write(chunk));
  child.stderr?.on('data', (chunk) => log.write(chunk));
  child.once('close', () => log.end());
  return await new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Failure(`VS Code did not start: ${why}. Its log is ${logFile}.`));
    const timer = setTimeout(() => fail('it took too long'), START_LIMIT);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`exit code ${code}`);
    });
    let printed = '';
    const look = (chunk: Buffer): void => {
      printed += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port === undefined) {
        return;
      }
      child.stdout?.off('data', look);
      clearTimeout(timer);
      resolve(port);
    };
    child.stdout?.on('data', look);
  });
}

function address(authority: string, token: string, workspace: string, opening: Opening = {}): string {
  const remote = (path: string): string => `vscode-remote://${authority}${encodeURI(path)}`;
  const pairs: [string, string][] = [];
  if (opening.file !== undefined) {
    pairs.push(['openFile', remote(opening.file)]);
  }
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const path = opening[key];
    if (path !== undefined) {
      pairs.push([key, remote(path)]);
    }
  }
  if (opening.logLevel !== undefined) {
    pairs.push(['logLevel', opening.logLevel]);
  }
  const url = new URL(`http://${authority}/`);
  url.searchParams.set('tkn', token);
  url.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  if (pairs.length > 0) {
    url.searchParams.set('payload', JSON.stringify(pairs));
  }
  return url.href;
}
