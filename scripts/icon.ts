// Renders the Marketplace icon: `node scripts/icon.ts` writes media/icon.png from media/icon.svg. The Marketplace takes
// no SVG, and 256 pixels are sharp on dense screens.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { root } from './command.ts';
import { ensureChromium } from './setup/chromium.ts';

const media = join(root, 'media');
const SIZE = 256;

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  const svg = `data:image/svg+xml;base64,${readFileSync(join(media, 'icon.svg'), 'base64')}`;
  const pixels = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = '${svg}';
    await image.decode();
    const context = new OffscreenCanvas(${SIZE}, ${SIZE}).getContext('2d');
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, ${SIZE}, ${SIZE}).data];
  })()`);
  writeFileSync(join(media, 'icon.png'), png(SIZE, Buffer.from(pixels as readonly number[])));
} finally {
  await browser.close();
}

/**
 * A square of red, green, blue and alpha as a PNG, without the filters that make photographs smaller and this twice as
 * large. Source: https://www.w3.org/TR/png-3/
 */
function png(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits for each of red, green, blue and alpha.
  header.set([8, 6], 8);
  const row = size * 4;
  const rows = Array.from({ length: size }, (_, y) => [Buffer.of(0), pixels.subarray(y * row, (y + 1) * row)]);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.concat(rows.flat()), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
