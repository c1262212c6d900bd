import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../scripts/command.ts';
import { launchBrowser, openPage } from '../../../scripts/host/browser.ts';
import { type Server, startServer } from '../../../scripts/host/server.ts';
import { Failure } from '../../../scripts/main.ts';
import { type HostName, installHost } from '../../../scripts/setup/hosts.ts';
import { LINE_MARK } from './harness.ts';
import type { HostRun } from './host-run.ts';

/** How long all suites together may take, in minutes. */
const LIMIT = 8;

/**
 * Runs the suites in a VS Code that shows its workbench in Chromium. Resolves with what that knows; rejects when one
 * fails.
 */
export async function runInBrowser(name: HostName, run: HostRun): Promise<string> {
  const { settings, environment } = run;
  const host = await installHost(name);
  await using server = await startServer({
    host,
    dataFolder: join(run.folder, 'data'),
    settings,
    environment,
    isForTests: true,
  });
  await using browser = await launchBrowser();
  const page = await openPage(browser);
  const report = reporter(run.tests);
  const { extension: extensionDevelopmentPath, tests: extensionTestsPath, logLevel } = run;
  const address = server.address(run.workspace, { extensionDevelopmentPath, extensionTestsPath, logLevel });
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  try {
    await Promise.all([outcome(page, server, report), page.goto(address)]);
    return [...printed, await page.locator('body').innerText(), await storageOf(page)].join('\n');
  } catch (error) {
    const picture = join(root, 'out', 'screenshots', `host-tests-${name}.png`);
    await page
      .screenshot({ path: picture })
      .then(() => console.error(`What it looked like: ${picture}`), console.error);
    throw error;
  }
}

/**
 * Everything in the page's storage, as text: the workbench's state is there. Files, which are bytes, are put in clear.
 */
async function storageOf(page: Page): Promise<string> {
  const state = await page.context().storageState({ indexedDB: true });
  return JSON.stringify(state, (_, value: unknown) => {
    const { ta } = (value ?? {}) as { readonly ta?: { readonly b: string } };
    return ta === undefined ? value : Buffer.from(ta.b, 'base64').toString();
  });
}

/** Prints the report, and settles as the suites end. The workbench hands over both through functions of the page. */
async function outcome(page: Page, server: Server, report: (text: string) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => reject(new Failure(why));
    const timer = setTimeout(() => fail(`The suites did not end within ${LIMIT} minutes.`), LIMIT * 60_000).unref();
    const end = (code: number): void => {
      clearTimeout(timer);
      if (code === 0) {
        resolve();
      } else {
        fail(`The suites ended with exit code ${code}.`);
      }
    };
    page
      .exposeFunction('codeAutomationLog', (_level: string, [text]: unknown[]) => {
        if (typeof text === 'string' && text.startsWith(LINE_MARK)) {
          report(text.slice(LINE_MARK.length));
        }
      })
      .catch(reject);
    page.exposeFunction('codeAutomationExit', end).catch(reject);
    page.on('crash', () => fail('The page crashed.'));
    void server.ended.then(() => fail('VS Code ended.'));
  });
}

/** Prints lines of the report; places in the bundle that they name become places in the sources. */
function reporter(bundle: string): (text: string) => void {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  return (text) => {
    const located = text.replace(/[^\s(]+tests\.cjs:(\d+):(\d+)/g, (found, line: string, column: string) => {
      const origin = map.findOrigin(Number(line), Number(column));
      return 'fileName' in origin
        ? `${relative(root, resolve(dirname(bundle), origin.fileName))}:${origin.lineNumber}`
        : found;
    });
    console.log(located);
  };
}
