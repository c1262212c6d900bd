import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const IMPORT = /(?:\bfrom|\bimport\(|^import) ?'(\.[^']+)'/gm;
/** `a --> b`, `a -- makes --> b`, or, where only interfaces are imported, `a -. interface .-> b`. */
const ARROW = /^ +(\w+) (-->|-- \w+ -->|-\. \w+ \.->) (\w+)$/gm;

/** The part of `src/` that a file belongs to: its folder there, or its own name; of files that all may use, none. */
function partOf(path: string): string | undefined {
  const [, folder, file] = /^src\/(?:([^/]+)\/|(\w+)\.ts$)/.exec(path) ?? [];
  return folder ?? (file === 'extension' ? file : undefined);
}

/** `a b` for each part that imports another, and `a b interface` where it imports only interfaces of it. */
function imported(): readonly string[] {
  const arrows = new Map<string, boolean>();
  for (const file of globSync('src/**/*.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'))) {
    const from = partOf(file);
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      const target = relative(root, join(root, dirname(file), path)).replaceAll('\\', '/');
      const to = partOf(target);
      if (from !== undefined && to !== undefined && from !== to) {
        const arrow = `${from} ${to}`;
        arrows.set(arrow, (arrows.get(arrow) ?? true) && /\/api(\.ts$|\/)/.test(target));
      }
    }
  }
  return [...arrows].map(([arrow, isInterface]) => `${arrow}${isInterface ? ' interface' : ''}`).sort();
}

suite('the drawing of the architecture', () => {
  const [, drawing = ''] = /```mermaid\n(.*?)```/s.exec(readFileSync(join(root, 'docs/architecture.md'), 'utf8')) ?? [];

  test('has an arrow for each import between two parts, and no other', () => {
    const drawn = [...drawing.matchAll(ARROW)].map(
      ([, from, line = '', to]) => `${from} ${to}${line.startsWith('-.') ? ' interface' : ''}`,
    );
    assert.deepEqual(drawn.sort(), imported());
  });
});
