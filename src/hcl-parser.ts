import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

/** The files of the parser and of its grammar, by their packages. */
const RUNTIME = ['web-tree-sitter', 'web-tree-sitter.wasm'] as const;
const GRAMMAR = ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-hcl.wasm'] as const;

/** The package has one runtime for the whole process. Started twice at once, neither would know the other's grammar. */
let started: Promise<void> | undefined;

/** Loads what parses HCL. Rejects with an Error where its files cannot be read. */
export async function loadHclParser(): Promise<Parser> {
  const grammar = read(...GRAMMAR);
  started ??= start();
  await Promise.all([grammar, started]);
  const parser = new Parser();
  parser.setLanguage(await Language.load(await grammar));
  return parser;
}

async function start(): Promise<void> {
  try {
    await Parser.init({ wasmBinary: await read(...RUNTIME) });
  } catch (error) {
    started = undefined;
    throw error;
  }
}

/** A bundle has the files beside it; to sources, they are in their packages. */
async function read(name: string, file: string): Promise<Uint8Array> {
  const here = import.meta.dirname;
  return readFile(join(here, file)).catch(() => readFile(join(here, '..', 'node_modules', name, file)));
}
