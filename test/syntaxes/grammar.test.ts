import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../support/properties.ts';
import { type Grammars, hostGrammars, ownGrammars, type Token, type Tokenize, tokenizer } from './tokenize.ts';

const OURS = '.ecs-exec';
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: new URL('.', import.meta.url) }).sort();

/** `line:start-end scope`, as a marker says it and as a token has it. */
type Mark = string;

/** Splits a case into its lines and what its `// ^^^ scope` or `# ^^^ scope` lines say of the line above them. */
function parseCase(text: string): { lines: string[]; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of text.split('\n')) {
    const [, before, carets, scope] = /^((?:\/\/|#) *)(\^+) (\S+)$/.exec(line) ?? [];
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
    const scope = scopes.at(-1);
    if (scope === undefined || !scope.endsWith(OURS) || scope.startsWith('meta.')) {
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

/** The scopes of every character. */
function scopesOf(tokenize: Tokenize, lines: readonly string[], isCounted: (scope: string) => boolean): string[] {
  return tokenize(lines).flatMap(({ line, start, end, scopes }) => {
    const counted = scopes.filter(isCounted).join(' ');
    // The last token of a line may count a line break that the line does not have.
    const length = Math.min(end, lines[line]?.length ?? 0) - start;
    return Array.from({ length }, (_, index) => `${line}:${start + index} ${counted}`);
  });
}

const jsonPieces = [
  ...['"', '\\', '\\"', '\\u0041', '{', '}', '[', ']', ':', ',', ' ', '//', '"a": 1', 'true', '🐳'],
  ...['<NAME>', '<', '${', '${x}', '{{', '{{ x }}', '}}', 'arn:', 'aws', '*', 'secret:a:b:c:d'],
  ...['arn:aws:ecs:eu-west-1:111122223333:task/x', '"ecs:ExecuteCommand"', '"valueFrom": "'],
];
const yamlPieces = [
  ...['"', "'", "''", '\\', '\\"', '{', '}', '[', ']', ': ', ':', ', ', ',', ' ', '  ', '- ', '#', ' # ', '|', '>-'],
  ...['a: ', 'a', '!Sub ', '&x ', '*x', '? ', '---', '12', 'true', '🐳', '<NAME>', '${', '${x}', '${AWS::Region}'],
  ...['{{', '{{ x }}', '{{ a: b }}', '{{ a #b }}', '}}', 'arn:', 'aws', 'arn:aws:', 'arn:aws:s3:::', '$', '*'],
  ...['arn:aws:ecs:eu-west-1:111122223333:task/x', 'ecs:ExecuteCommand', 'ValueFrom: ', '"valueFrom": "', 's3:*'],
];
const terraformPieces = [
  ...['"', '\\', '\\"', '{', '}', '[', ']', ':', ',', ' ', '#', '//', '/*', '*/', ' = ', 'a = "', 'x', '12', '🐳'],
  ...['${', '${x}', '${f("a")}', '%{', '$${', '$${x}', '$', '%', '<<EOT', 'EOT', '{{ x }}', 'arn:', 'aws', '*'],
  ...['"arn:aws:s3:::', 'arn:aws:', 'arn:aws:ecs:${r}:111122223333:task/x', '"ecs:ExecuteCommand"', 'valueFrom = "'],
];

/** A language, the files that are cases of it, and what half-typed files of it are made from. */
interface Language {
  readonly name: 'json' | 'yaml' | 'terraform';
  readonly extension: string;
  readonly scopeNames: readonly string[];
  readonly pieces: readonly string[];
}

const languages: readonly Language[] = [
  { name: 'json', extension: '.jsonc', scopeNames: ['source.json', 'source.json.comments'], pieces: jsonPieces },
  { name: 'yaml', extension: '.yaml', scopeNames: ['source.yaml'], pieces: yamlPieces },
  { name: 'terraform', extension: '.tf', scopeNames: ['source.hcl.terraform'], pieces: terraformPieces },
];

function check(grammars: Grammars, { extension, scopeNames, pieces }: Language): void {
  const inLanguage = (folder: string): readonly string[] =>
    files(`${folder}/*`).filter((name) => extname(name) === extension);

  for (const scopeName of scopeNames) {
    suite(scopeName, () => {
      for (const name of inLanguage('cases')) {
        test(`${name} has these names`, async () => {
          const { lines, marks } = parseCase(read(name));
          const tokenize = await tokenizer(grammars, scopeName, true);
          assert.deepEqual(found(tokenize(lines)), marks);
        });
      }

      for (const name of inLanguage('elsewhere')) {
        test(`${name} stays as it is`, async () => {
          const lines = read(name).split('\n');
          const before = await tokenizer(grammars, scopeName, false);
          const after = await tokenizer(grammars, scopeName, true);
          assert.deepEqual(
            scopesOf(after, lines, () => true),
            scopesOf(before, lines, () => true),
          );
        });
      }

      test('the rest of a file keeps its scopes, even half-typed', async () => {
        const before = await tokenizer(grammars, scopeName, false);
        const after = await tokenizer(grammars, scopeName, true);
        const isTheirs = (scope: string): boolean => !scope.endsWith(OURS);
        const same = (lines: readonly string[]): void =>
          assert.deepEqual(scopesOf(after, lines, isTheirs), scopesOf(before, lines, isTheirs));
        for (const name of inLanguage('cases')) {
          same(read(name).split('\n'));
        }
        const line = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((each) => each.join(''));
        fc.assert(fc.property(fc.array(line, { maxLength: 6 }), same), runs(500));
      });
    });
  }
}

for (const language of languages) {
  suite(`names of AWS stand out in ${language.name}`, () => {
    check(ownGrammars[language.name], language);
  });
}

for (const language of languages) {
  const { name } = language;
  if (name === 'terraform') {
    continue;
  }
  suite(`the same in VS Code's own grammar of ${name}`, () => {
    const hosts = hostGrammars(name);
    if (hosts.size === 0) {
      test('in an installed host', (t) => t.skip('no VS Code is installed yet; npm test brings it in'));
    }
    for (const [folder, grammars] of hosts) {
      suite(folder, () => {
        check(grammars, language);
      });
    }
  });
}
