import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

/** A piece of one line and its scopes, the outermost first. Columns count UTF-16 code units from 0. */
export interface Token {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

export type Tokenize = (lines: readonly string[]) => readonly Token[];

/** The JSON grammars to inject into: the text of each by its scope name. */
export type Grammars = Readonly<Record<string, string>>;

const root = new URL('../../', import.meta.url);
const INJECTION = 'ecs-exec.injection';
const injection = readFileSync(new URL('syntaxes/ecs-exec.injection.tmLanguage.json', root), 'utf8');

/** A small grammar of this project's own with the scope names of VS Code's, for JSON and for JSON with comments. */
export function ownGrammars(): Grammars {
  const json = readFileSync(new URL('json.tmLanguage.json', import.meta.url), 'utf8');
  const comments = json.replaceAll(/\.json(?=[" ])/g, '.json.comments');
  return { 'source.json': json, 'source.json.comments': comments };
}

/** The grammars of each VS Code that `npm test` has installed, by its folder; none in a fresh clone. */
export function hostGrammars(): ReadonlyMap<string, Grammars> {
  const folders = globSync('.vscode-test/hosts/*/node_modules/code-server/lib/vscode/extensions/json/syntaxes', {
    cwd: root,
    // One that is being installed.
    exclude: (path) => path.endsWith('.part'),
  });
  return new Map(
    folders.map((folder) => {
      const read = (name: string) => readFileSync(new URL(`${folder}/${name}.tmLanguage.json`, root), 'utf8');
      return [folder, { 'source.json': read('JSON'), 'source.json.comments': read('JSONC') }];
    }),
  );
}

const onigLib = (async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  return {
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  };
})();

/** A tokenizer as VS Code builds it: a grammar, and the injection grammar where `injected`. */
export async function tokenizer(grammars: Grammars, scopeName: string, injected: boolean): Promise<Tokenize> {
  const texts: Grammars = { ...grammars, [INJECTION]: injection };
  const registry = new textmate.Registry({
    onigLib,
    loadGrammar: (name) => {
      const text = texts[name];
      return Promise.resolve(text === undefined ? null : textmate.parseRawGrammar(text, 'grammar.json'));
    },
    getInjections: () => (injected ? [INJECTION] : []),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) {
    throw new Error(`There is no grammar ${scopeName}.`);
  }
  return (lines) => {
    let state = textmate.INITIAL;
    return lines.flatMap((text, line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(text, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({ line, start: startIndex, end: endIndex, scopes }));
    });
  };
}
