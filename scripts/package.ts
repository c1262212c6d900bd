import { cp, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './command.ts';
import { main } from './main.ts';
import { build, stage } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Builds and packages the extension. Resolves with the path of the .vsix, in the project's folder. */
export async function packageExtension(): Promise<string> {
  await build();
  await using folder = await temporaryFolder('package');
  await stage(folder.path);
  await cp(join(root, '.vscodeignore'), join(folder.path, '.vscodeignore'));
  const manifest = await readFile(join(folder.path, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  const vsix = join(root, `${name}-${version}.vsix`);
  // Moved into place when it is whole, because another test may be reading the last one.
  const part = `${vsix}.${process.pid}.part`;
  await createVSIX({ cwd: folder.path, packagePath: part, dependencies: false });
  await rename(part, vsix);
  return vsix;
}

if (import.meta.main) {
  await main(async () => {
    const vsix = await packageExtension();
    const { size } = await stat(vsix);
    console.log(`${vsix}: ${(size / 1000).toFixed(0)} KB`);
  });
}
