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

/** The grammars that there are: the text of each by its scope name. */
export type Grammars = Readonly<Record<string, string>>;

interface Contributions {
  readonly contributes: {
    readonly grammars: readonly {
      readonly scopeName: string;
      readonly path: string;
      readonly injectTo?: readonly string[];
    }[];
  };
}

const root = new URL('../../', import.meta.url);
const resolve = createRequire(import.meta.url).resolve;

/** The grammars that the extension in a folder brings, and into which others they are injected. */
function contributed(folder: URL): { texts: Grammars; injectTo: ReadonlyMap<string, readonly string[]> } {
  const { contributes } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as Contributions;
  const { grammars } = contributes;
  return {
    texts: Object.fromEntries(
      grammars.map(({ scopeName, path }) => [scopeName, readFileSync(new URL(path, folder), 'utf8')]),
    ),
    injectTo: new Map(grammars.map(({ scopeName, injectTo = [] }) => [scopeName, injectTo])),
  };
}

const ours = contributed(root);

/** The grammars that we inject, by their scope names. */
export const injectionGrammars: ReadonlyMap<string, string> = new Map(Object.entries(ours.texts));

/** As in VS Code: what is injected into `source.json` is also injected into `source.json.comments`. */
function injections(scopeName: string): string[] {
  const isInjected = (into: string): boolean => scopeName === into || scopeName.startsWith(`${into}.`);
  return [...ours.injectTo].flatMap(([injection, into]) => into.filter(isInjected).map(() => injection));
}

/** A small grammar of this project's own with the scope names of VS Code's, for JSON and for JSON with comments. */
function ownJson(): Grammars {
  const json = readFileSync(new URL('json.tmLanguage.json', import.meta.url), 'utf8');
  const comments = json.replaceAll(/\.json(?=[" ])/g, '.json.comments');
  return { 'source.json': json, 'source.json.comments': comments };
}

/** Grammars that are there in a fresh clone: for Terraform, the one that the extensions for it and OpenTofu bring. */
export const ownGrammars: Readonly<Record<'json' | 'yaml' | 'terraform', Grammars>> = {
  json: ownJson(),
  yaml: { 'source.yaml': readFileSync(new URL('yaml.tmLanguage.json', import.meta.url), 'utf8') },
  terraform: { 'source.hcl.terraform': readFileSync(resolve('tm-grammars/grammars/terraform.json'), 'utf8') },
};

/** The grammars of each VS Code that `npm test` has installed, by its folder; none in a fresh clone. */
export function hostGrammars(extension: 'json' | 'yaml'): ReadonlyMap<string, Grammars> {
  const folders = globSync(`.vscode-test/hosts/*/node_modules/code-server/lib/vscode/extensions/${extension}`, {
    cwd: root,
    // One that is being installed.
    exclude: (path) => path.endsWith('.part'),
  });
  return new Map(folders.map((folder) => [folder, contributed(new URL(`${folder}/`, root)).texts]));
}

await oniguruma.loadWASM(readFileSync(resolve('vscode-oniguruma/release/onig.wasm')));

/** A tokenizer as VS Code builds it: a grammar, and our injection grammars where `injected`. */
export async function tokenizer(grammars: Grammars, scopeName: string, injected: boolean): Promise<Tokenize> {
  const texts: Grammars = { ...grammars, ...ours.texts };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => {
      const text = texts[name];
      return Promise.resolve(text === undefined ? null : textmate.parseRawGrammar(text, 'grammar.json'));
    },
    getInjections: (name) => (injected ? injections(name) : []),
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
