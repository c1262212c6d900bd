import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })].sort();
const LINK = /(!?)\[[^\]]*\]\(([^)\s]+)\)/g;

/** What GitHub and VS Code call the headings of a page in links. */
function anchorsOf(page: URL): readonly string[] {
  return Array.from(readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

suite('links', () => {
  for (const page of pages) {
    test(page, () => {
      const address = new URL(page, root);
      for (const [link, isPicture, target = ''] of readFileSync(address, 'utf8').matchAll(LINK)) {
        if (/^[a-z]+:/.test(target)) {
          assert.match(target, /^https:/, link);
        } else {
          const [file = '', heading] = target.split('#');
          const there = file === '' ? address : new URL(file, address);
          assert.ok(existsSync(there), `${link} leads nowhere.`);
          assert.ok(heading === undefined || anchorsOf(there).includes(heading), `${link}: there is no such heading.`);
        }
        // The Marketplace refuses SVG pictures.
        if (isPicture) {
          assert.doesNotMatch(target, /\.svg$/, link);
        }
      }
    });
  }
});
