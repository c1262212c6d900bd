// Bundles the extension into dist/, with the notices of the packages in it:
// `node scripts/run.mjs esbuild.mjs [--watch] [--metafile]`.
//
// --watch     rebuilds on every change, not minified, with source maps for the debugger
// --metafile  writes out/metafile.json: what each bundle is made of
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { parserFiles, writeNotices } from './scripts/notices.ts';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');
const metafile = process.argv.includes('--metafile');

/** A bundle per entry. What needs much code has its own, so that activating the extension loads none of it. */
const entries = [
  { in: 'src/extension.ts', out: 'extension' },
  { in: 'src/vscode/bundles/editor.ts', out: 'editor' },
  { in: 'src/language/index.ts', out: 'language' },
  { in: 'src/hcl-parser.ts', out: 'hcl-parser' },
  { in: 'src/vscode/bundles/live.ts', out: 'live' },
  { in: 'src/aws/index.ts', out: 'aws' },
  { in: 'src/vscode/bundles/readiness.ts', out: 'readiness' },
  { in: 'src/session/index.ts', out: 'session' },
  { in: 'src/cli/main.ts', out: 'ecs-exec-lint' },
  { in: 'src/cli/check/main.ts', out: 'ecs-exec-check' },
];

/** Bundles that several others need, at once: each names it by an import like any other. */
const shared = ['language'];

/**
 * Turns `await import('./aws/index.ts')` into a load of the bundle beside, when the code gets there; and any import of
 * what is shared.
 */
const loadOtherBundles = {
  name: 'load-other-bundles',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      const bundle = entries.find((entry) => join(root, entry.in) === join(resolveDir, path));
      const isApart = kind === 'dynamic-import' || shared.includes(bundle?.out ?? '');
      return kind !== 'entry-point' && isApart && bundle !== undefined
        ? { path: `./${bundle.out}.cjs`, external: true }
        : undefined;
    });
  },
};

/**
 * The SDK's clients write the keys of their schemas as `[_xN]: …`, which could run code, so that all of EC2's would
 * stay in the bundle, 550 KB of it unused. Written as strings, those that nobody uses are left out.
 */
const plainSchemas = {
  name: 'plain-schemas',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/].+[\\/]schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const names = new Map([...text.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]));
      return {
        contents: text.replace(/\[(\w+)\]: /g, (key, name) => (names.has(name) ? `${names.get(name)}: ` : key)),
      };
    });
  },
};

/** The two lines that tell the editor's background task when a build is under way. */
const announce = {
  name: 'announce',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(() => console.log('[watch] build finished'));
  },
};

const options = {
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // The packages' ES modules: smaller, and the only bundle of jsonc-parser that bundles.
  mainFields: ['module', 'main'],
  // Its ES module asks for its own address, which a bundle does not have.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
  define: { 'import.meta.dirname': '__dirname' },
  // VS Code loads an extension with require.
  supported: { 'dynamic-import': false },
  minify: !watch,
  // Released bundles have maps beside them, to read a stack trace with, which are not shipped.
  sourcemap: watch ? 'linked' : 'external',
  // The packages' licences are in a file of their own, written below.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [loadOtherBundles, plainSchemas, ...(watch ? [announce] : [])],
};

await mkdir(join(root, 'dist'), { recursive: true });
await Promise.all(parserFiles.map((file) => copyFile(join(root, file), join(root, 'dist', basename(file)))));
if (watch) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  // What is wrong has been printed by then.
  const result = await esbuild.build(options).catch(() => process.exit(1));
  await writeNotices(result.metafile);
  if (metafile) {
    await mkdir(join(root, 'out'), { recursive: true });
    await writeFile(join(root, 'out', 'metafile.json'), JSON.stringify(result.metafile));
  }
}
