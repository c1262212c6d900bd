import { cp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { npm, root } from './command.ts';
import { main } from './main.ts';
import { parserFiles, products } from './notices.ts';
import { build, stage } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Builds and packages the extension, and writes out/metafile.json. Resolves with the path of the .vsix, in the
 * project's folder.
 */
export async function packageExtension(): Promise<string> {
  await build('--metafile');
  await using folder = await temporaryFolder('package');
  await stage(folder.path);
  await cp(join(root, '.vscodeignore'), join(folder.path, '.vscodeignore'));
  const { name, version } = await manifest();
  const vsix = join(root, `${name}-${version}.vsix`);
  // Moved into place when it is whole, because another test may be reading the last one.
  const part = `${vsix}.${process.pid}.part`;
  await createVSIX({ cwd: folder.path, packagePath: part, dependencies: false });
  await rename(part, vsix);
  return vsix;
}

/** What is in the package of programs for a shell: the bundles, the first of each program its own. */
const PROGRAMS = { 'ecs-exec-lint': 'ecs-exec-lint.cjs', 'ecs-exec-check': 'ecs-exec-check.cjs' } as const;

/**
 * Builds the programs for a shell and packages them for npm, as `ecs-exec-lint`: nothing to install beside them.
 * Resolves with the path of the .tgz, in the given folder.
 */
export async function packageLinter(destination = root): Promise<string> {
  await build();
  await using folder = await temporaryFolder('package');
  const { version, license, repository } = await manifest();
  const name = 'ecs-exec-lint';
  for (const file of products.linter.bundles) {
    await cp(join(root, 'dist', file), join(folder.path, file));
  }
  for (const file of parserFiles.map((path) => basename(path))) {
    await cp(join(root, 'dist', file), join(folder.path, file));
  }
  await cp(join(root, 'LICENSE'), join(folder.path, 'LICENSE'));
  await cp(join(root, 'dist', products.linter.notices), join(folder.path, 'third-party-notices.txt'));
  await cp(join(root, 'docs', 'ci.md'), join(folder.path, 'README.md'));
  const description =
    'Checks Amazon ECS task definitions for what ECS refuses and for what breaks ECS Exec, and running containers ' +
    'for why ECS Exec does not work.';
  const published = {
    name,
    version,
    description,
    license,
    repository,
    bin: PROGRAMS,
    engines: { node: '>=22' },
  };
  await writeFile(join(folder.path, 'package.json'), JSON.stringify(published, undefined, 2));
  await npm(['pack', '--silent', '--pack-destination', destination], folder.path);
  return join(destination, `${name}-${version}.tgz`);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: unknown;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
}

if (import.meta.main) {
  await main(async () => {
    for (const file of [await packageExtension(), await packageLinter()]) {
      console.log(`${file}: ${((await stat(file)).size / 1000).toFixed(0)} KB`);
    }
  });
}
