import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../setup/chromium.ts';

/** Speaks to no outside host of its own accord. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a Chromium without a window. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await ensureChromium();
  // Chromium's sandbox does not work for root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath, args: [...QUIET, ...sandbox] });
}

/** Opens a page that can reach this machine only, and may use the clipboard. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.route(
    ({ protocol, hostname }) => protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost',
    (route) => route.abort(),
  );
  return await context.newPage();
}
