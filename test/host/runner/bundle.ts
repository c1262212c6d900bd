import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/command.ts';
import { Failure } from '../../../scripts/main.ts';

/**
 * Bundles the suites that match, glob by glob, into one CommonJS file with the `run` that VS Code calls, and its source
 * map beside it.
 */
export async function bundleSuites(globs: readonly string[], outfile: string): Promise<void> {
  const files = globs.flatMap((glob) => globSync(glob, { cwd: root }).sort());
  if (files.length === 0) {
    throw new Failure(`No suite matches ${globs.join(' or ')}.`);
  }
  const imports = files.map((file, index) => `import suite${index} from './${file.replaceAll('\\', '/')}';`);
  const harness = relative(root, join(import.meta.dirname, 'harness.ts')).replaceAll('\\', '/');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `${imports.join('\n')}
import { runSuites } from './${harness}';
export const run = () => runSuites([${files.map((_, index) => `suite${index}`).join(', ')}], process.env.HOST_TESTS_ONLY);
`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    logLevel: 'warning',
  });
}
