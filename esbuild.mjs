// Bundles the extension into dist/, with the notices of the packages in it:
// `node scripts/run.mjs esbuild.mjs [--watch] [--metafile]`.
//
// --watch     rebuilds on every change, not minified, with source maps for the debugger
// --metafile  writes out/metafile.json: what each bundle is made of
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
 * Leaves out of the SDK's clients what nobody uses, and esbuild must keep because it could run code.
 *
 * The keys of schemas are written as `[_xN]: …`; written as strings, a schema that no command has is no code.
 *
 * Each client registers a schema and a class for every error of its service. Of an error that holds a message and
 * nothing else, the client makes the same without them, where it speaks JSON: in that, an error is sent by its name.
 *
 * A client asks its package.json for the version.
 */
const smallClients = {
  name: 'small-clients',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/].+[\\/]schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const config = await readFile(join(dirname(path), '..', 'runtimeConfig.shared.js'), 'utf8');
      const isJson = /\bAwsJson1_[01]Protocol\b/.test(config);
      return { contents: plainKeys(isJson ? withoutPlainErrors(text) : text) };
    });
    build.onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

function plainKeys(text) {
  const names = new Map([...text.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]));
  return text.replace(/\[(\w+)\]: /g, (key, name) => (names.has(name) ? `${names.get(name)}: ` : key));
}

/** An error that another schema holds, an event of a stream for example, stays. */
function withoutPlainErrors(text) {
  const error =
    /^export var (\w+)\$ = \[-3, \w+, \w+,\s+\{[^{}]*\},\s+\[(?:_[mM])?\],\s+\[0?\]\s+\];\n\w+\.registerError\(\1\$, \1\);\n/gm;
  return text.replace(error, (whole, name) => {
    const mentions = text.match(new RegExp(`\\b${name}\\$`, 'g')) ?? [];
    return mentions.length > 2 ? whole : '';
  });
}

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
  alias: {
    // Its ES module asks for its own address, which a bundle does not have.
    'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
    // The same as ES modules, of which a bundle has only what it needs.
    yaml: './node_modules/yaml/browser/index.js',
  },
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
  plugins: [loadOtherBundles, smallClients, ...(watch ? [announce] : [])],
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
