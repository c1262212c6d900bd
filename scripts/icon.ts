// Renders the Marketplace icon: `node scripts/icon.ts` writes media/icon.png from media/icon.svg. The Marketplace takes
// no SVG, and 256 pixels are sharp on dense screens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './command.ts';
import { ensureChromium } from './setup/chromium.ts';

const media = join(root, 'media');
const size = { width: 256, height: 256 };

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: size });
  await page.setContent(`<body style="margin: 0">${readFileSync(join(media, 'icon.svg'), 'utf8')}</body>`);
  await page.screenshot({ path: join(media, 'icon.png'), clip: { x: 0, y: 0, ...size }, omitBackground: true });
} finally {
  await browser.close();
}
