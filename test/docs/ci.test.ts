import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const GLOB = /\S*\*\S*/;

/** The lines of a page's code that run the linter on globs. */
function commandsWithGlobs(page: string): readonly string[] {
  const blocks = readFileSync(new URL(page, root), 'utf8').matchAll(/^```\w*\n([^]*?)^```$/gm);
  return Array.from(blocks, ([, code = '']) => code.split('\n'))
    .flat()
    .map((line) => line.replace(/\s# .*/, ''))
    .filter((line) => line.includes('ecs-exec-lint') && GLOB.test(line));
}

suite('globs on the linter’s command line', () => {
  const pages = ['README.md', ...globSync('docs/*.md', { cwd: root })];

  test('are in double quotes, which mean the same to every shell and in npm scripts', () => {
    const commands = pages.flatMap(commandsWithGlobs);
    assert.ok(commands.length >= 2);
    for (const command of commands) {
      assert.match(GLOB.exec(command)?.[0] ?? '', /^(?:"[^"']+"|\\"[^"']+\\""?)$/, command);
    }
  });
});
