/**
 * Shows the extension to a newcomer: `start.ts [--no-open] [--host oldest|newest]`.
 *
 * Builds it, starts the simulator and a VS Code in the browser with the extension installed and a sample workspace, and
 * prints the addresses of both. Ctrl-C ends everything.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exports } from '../test/simulator/greeting.ts';
import { startSimulator } from '../test/simulator/index.ts';
import { loadScenario } from '../test/simulator/world/load.ts';
import { root } from './command.ts';
import { installExtension, startServer } from './host/server.ts';
import { startShop } from './host/shop.ts';
import { Failure, main } from './main.ts';
import { packageExtension } from './package.ts';
import { installHost, isHostName, versions } from './setup/hosts.ts';
import { temporaryFolder } from './temporary-folder.ts';

await main(async () => {
  const { values } = parseArgs({
    options: { 'no-open': { type: 'boolean', default: false }, host: { type: 'string', default: 'newest' } },
  });
  if (!isHostName(values.host)) {
    throw new Failure(`--host takes ${Object.keys(versions).join(' or ')}.`);
  }
  const host = await installHost(values.host);
  console.log('Building and packaging the extension.');
  const vsix = await packageExtension();

  await using folder = await temporaryFolder('start');
  const workspace = join(folder.path, 'workspace');
  await cp(join(root, 'test', 'e2e', 'workspace'), workspace, { recursive: true });
  await installExtension(host, folder.path, vsix);

  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
  await using shop = await startShop();
  await using simulator = await startSimulator({
    scenario: { ...loadScenario('demo'), ports: { 8080: shop.port } },
    pace: 1,
  });
  const settings = {
    'ecs-exec.endpoint': simulator.endpoint,
    'workbench.editorAssociations': { 'README.md': 'vscode.markdown.preview.editor' },
  };
  await using server = await startServer({
    host,
    dataFolder: folder.path,
    settings,
    environment: simulator.environment,
  });
  const address = server.address(workspace, { file: join(workspace, 'README.md') });
  console.log(`
Editor:    ${address}
Simulator: ${simulator.endpoint}

The containers are made up, but a shell in one is a real shell on this computer, with your rights. What it deletes is
gone.

Variables for the AWS CLI and the SDKs. Whoever has them gets such a shell:
${exports(simulator.environment)}

Ctrl+C ends both.`);
  if (!values['no-open']) {
    await openBrowser(address);
  }

  const endedItself = server.ended.then(() => Promise.reject(new Failure('VS Code has ended. Run npm start again.')));
  await Promise.race([asked, endedItself]);
  // It ends now because it is asked to.
  endedItself.catch(() => undefined);
});

/** Opens the address by way of a file that only this user can read: other users see the arguments of programs. */
async function openBrowser(url: string): Promise<void> {
  const page = join(root, 'out', 'editor.html');
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(page, { force: true });
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  await writeFile(page, `<meta http-equiv="refresh" content="0; url=${escaped}">\n`, { mode: 0o600 });
  const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const child = spawn(program!, [...args, page], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened. Open the address of the editor yourself.'));
  child.unref();
}
