/**
 * The notices of the packages that are bundled: which they are, under which licence, and its words. Whoever passes on
 * code under Apache-2.0, MIT or 0BSD passes these on with it.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './command.ts';
import { Failure } from './main.ts';

/** The files of packages that are shipped as they are, beside the bundle that reads them. */
export const parserFiles = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
] as const;

/** What is shipped with each product: its bundles, and the file in dist/ with the notices of what it holds. */
export const products = {
  extension: {
    bundles: [
      'extension.cjs',
      'editor.cjs',
      'language.cjs',
      'hcl-parser.cjs',
      'live.cjs',
      'readiness.cjs',
      'aws.cjs',
      'session.cjs',
    ],
    notices: 'third-party-notices.txt',
  },
  linter: {
    bundles: ['ecs-exec-lint.cjs', 'ecs-exec-check.cjs', 'language.cjs', 'hcl-parser.cjs', 'aws.cjs'],
    notices: 'third-party-notices-linter.txt',
  },
} as const;

const LICENCE_FILE = /^(licen[cs]e|copying)([-.]|$)/i;
const NOTICE_FILE = /^notice([-.]|$)/i;
const RULE = '-'.repeat(80);
/** Of the Apache License. */
const END_OF_TERMS = 'END OF TERMS AND CONDITIONS';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, `Apache-2.0` for example. */
  readonly licence: string;
  /** The package's own licence file; undefined where it comes without one, as some of AWS's do. */
  readonly words: string | undefined;
  /** What an Apache-2.0 package asks to be passed on with it. */
  readonly notice: string | undefined;
}

/** Writes the notices of each product into dist/. Rejects where a package's licence is not known. */
export async function writeNotices(metafile: Metafile): Promise<void> {
  for (const { bundles, notices } of Object.values(products)) {
    const packages = await Promise.all(bundledPackages(metafile, bundles).map(readPackage));
    await writeFile(join(root, 'dist', notices), noticesOf(packages));
  }
}

/** The folders, below the project's, of the packages that are shipped with some bundles, or in them; sorted. */
export function bundledPackages(metafile: Metafile, bundles: readonly string[]): readonly string[] {
  const folders = Object.entries(metafile.outputs)
    .filter(([path]) => bundles.includes(basename(path)))
    .flatMap(([, { inputs }]) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([input]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set([...folders, ...parserFiles.map((file) => dirname(file))])].sort();
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const read = (name: string): Promise<string> => readFile(join(root, folder, name), 'utf8');
  const { name, version, license } = JSON.parse(await read('package.json')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  if (typeof license !== 'string') {
    throw new Failure(`${name} does not name its license, so it cannot be shipped.`);
  }
  const files = (await readdir(join(root, folder))).sort();
  const found = async (pattern: RegExp): Promise<string | undefined> => {
    const matching = files.filter((file) => pattern.test(file));
    const texts = await Promise.all(matching.map(read));
    return texts.length === 0 ? undefined : texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  };
  return { name, version, licence: license, words: await found(LICENCE_FILE), notice: await found(NOTICE_FILE) };
}

/** Packages under the same terms share them; whose copyright it is stands with each. */
function noticesOf(packages: readonly BundledPackage[]): string {
  const sections = new Map<string, { readonly terms: string; readonly sharing: BundledPackage[] }>();
  for (const each of packages) {
    const words =
      each.words ?? packages.find(({ licence, words }) => licence === each.licence && words !== undefined)?.words;
    if (words === undefined) {
      throw new Failure(`The text of ${each.name}'s license, ${each.licence}, is missing.`);
    }
    const terms = termsOf(words);
    const key = terms.replaceAll(/\s+/g, ' ');
    const section = sections.get(key) ?? { terms, sharing: [] };
    section.sharing.push(each);
    sections.set(key, section);
  }
  const parts = [...sections.values()].map(({ terms, sharing }) => {
    const names = sharing.map(({ name, version, licence, words = '' }) =>
      [`${name} ${version} (${licence})`, ...(terms === words ? [] : copyrightsIn(words))].join('\n  '),
    );
    const notices = sharing.flatMap(({ name, notice }) =>
      notice === undefined ? [] : [`Notice of ${name}:\n\n${notice}`],
    );
    return [names.join('\n'), ...notices, terms].join('\n\n');
  });
  return `${['This product contains code of these packages, under their own licences.', ...parts].join(`\n\n${RULE}\n\n`)}\n`;
}

/** A licence without the appendix that says how to apply it, in which packages write whose copyright it is. */
function termsOf(words: string): string {
  return words.split(END_OF_TERMS, 1).join('').trim();
}

/** The lines that say whose copyright it is, where somebody has filled them in. */
function copyrightsIn(words: string): readonly string[] {
  return words.match(/(?<=^\s*)Copyright (?:\(c\) )?\d{4}.*$/gim) ?? [];
}
