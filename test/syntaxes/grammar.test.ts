import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../support/properties.ts';
import { type Grammars, hostGrammars, ownGrammars, type Token, type Tokenize, tokenizer } from './tokenize.ts';

const OURS = '.ecs-exec';
const folder = new URL('cases/', import.meta.url);
const cases = globSync('*.jsonc', { cwd: folder }).sort();
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** `line:start-end scope`, as a marker says it and as a token has it. */
type Mark = string;

/** Splits a case into its JSON lines and what its `// ^^^ scope` lines say of the line above them. */
function parseCase(text: string): { lines: string[]; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of text.split('\n')) {
    const [, before, carets, scope] = /^(\/\/ *)(\^+) (\S+)$/.exec(line) ?? [];
    if (before === undefined || carets === undefined) {
      lines.push(line);
    } else {
      marks.push(`${lines.length}:${before.length}-${before.length + carets.length} ${scope ?? ''}`);
    }
  }
  return { lines, marks };
}

/** The innermost scope of ours on each stretch of text that has one, names of groups left out. */
function found(tokens: readonly Token[]): Mark[] {
  const stretches: { line: number; start: number; end: number; scope: string }[] = [];
  for (const { line, start, end, scopes } of tokens) {
    const scope = scopes.findLast((name) => name.endsWith(OURS));
    if (scope === undefined || scope.startsWith('meta.')) {
      continue;
    }
    const last = stretches.at(-1);
    if (last?.line === line && last.end === start && last.scope === scope) {
      last.end = end;
    } else {
      stretches.push({ line, start, end, scope });
    }
  }
  return stretches.map(({ line, start, end, scope }) => `${line + 1}:${start}-${end} ${scope.slice(0, -OURS.length)}`);
}

function check(grammars: Grammars): void {
  for (const scopeName of Object.keys(grammars)) {
    for (const name of cases) {
      test(`${scopeName}: ${name}`, async () => {
        const { lines, marks } = parseCase(read(name));
        const tokenize = await tokenizer(grammars, scopeName, true);
        assert.deepEqual(found(tokenize(lines)), marks);
      });
    }
  }
}

suite('names of AWS and placeholders stand out', () => {
  check(ownGrammars());
});

suite("the same in VS Code's own JSON grammar", () => {
  const hosts = hostGrammars();
  if (hosts.size === 0) {
    test('in an installed host', (t) => t.skip('no VS Code is installed yet; npm test brings it in'));
  }
  for (const [folder, grammars] of hosts) {
    suite(folder, () => {
      check(grammars);
    });
  }
});

suite('the rest of the file keeps its colours', () => {
  /** The scopes of every character, without ours. */
  const plain = (tokenize: Tokenize, lines: readonly string[]): string[] =>
    tokenize(lines).flatMap(({ line, start, end, scopes }) => {
      const others = scopes.filter((name) => !name.endsWith(OURS)).join(' ');
      // The last token of a line may count a line break that the line does not have.
      const length = Math.min(end, lines[line]?.length ?? 0) - start;
      return Array.from({ length }, (_, index) => `${line}:${start + index} ${others}`);
    });

  const piece = fc.constantFrom(
    ...['"', '\\', '\\"', '\\u0041', '{', '}', '[', ']', ':', ',', ' ', '//', '"a": 1', 'true', '🐳'],
    ...['<NAME>', '<', '${', '${x}', '{{', '{{ x }}', '}}', 'arn:', 'aws', '*', 'secret:a:b:c:d'],
    ...['arn:aws:ecs:eu-west-1:111122223333:task/x', '"ecs:ExecuteCommand"', '"valueFrom": "'],
  );
  const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  const grammars = ownGrammars();
  for (const scopeName of Object.keys(grammars)) {
    test(`${scopeName}: whatever the text, even half-typed`, async () => {
      const before = await tokenizer(grammars, scopeName, false);
      const after = await tokenizer(grammars, scopeName, true);
      const same = (lines: readonly string[]) => assert.deepEqual(plain(after, lines), plain(before, lines));
      for (const name of cases) {
        same(read(name).split('\n'));
      }
      fc.assert(fc.property(fc.array(line, { maxLength: 6 }), same), runs(500));
    });
  }
});
