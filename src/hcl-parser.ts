import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

/** The files of the parser and of its grammar, by their packages. */
const RUNTIME = ['web-tree-sitter', 'web-tree-sitter.wasm'] as const;
const GRAMMAR = ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-hcl.wasm'] as const;

/** Loads what parses HCL. Rejects with an Error where its files cannot be read. */
export async function loadHclParser(): Promise<Parser> {
  const [runtime, grammar] = await Promise.all([read(...RUNTIME), read(...GRAMMAR)]);
  await Parser.init({ wasmBinary: runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

/** A bundle has the files beside it; to sources, they are in their packages. */
async function read(name: string, file: string): Promise<Uint8Array> {
  const here = import.meta.dirname;
  return readFile(join(here, file)).catch(() => readFile(join(here, '..', 'node_modules', name, file)));
}
