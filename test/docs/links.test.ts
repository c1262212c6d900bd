import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })].sort();
const LINK = /(!?)\[[^\]]*\]\(([^)\s]+)\)/g;

suite('links', () => {
  for (const page of pages) {
    test(page, () => {
      const address = new URL(page, root);
      for (const [link, isPicture, target = ''] of readFileSync(address, 'utf8').matchAll(LINK)) {
        if (/^[a-z]+:/.test(target)) {
          assert.match(target, /^https:/, link);
        } else {
          assert.ok(existsSync(new URL(target.replace(/#.*/, ''), address)), `${link} leads nowhere.`);
        }
        // The Marketplace refuses SVG pictures.
        if (isPicture) {
          assert.doesNotMatch(target, /\.svg$/, link);
        }
      }
    });
  }
});
