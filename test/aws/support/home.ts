import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A home of a test's own, with the two configuration files in it. */
export interface Home extends AsyncDisposable {
  readonly folder: string;
  /** The environment that leads there, and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Writes the files into a folder that is removed at the end. */
export async function makeHome({
  config,
  credentials,
}: { readonly config?: string; readonly credentials?: string } = {}): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-exec-home-'));
  await mkdir(join(folder, '.aws'));
  for (const [name, contents] of Object.entries({ config, credentials })) {
    if (contents !== undefined) {
      await writeFile(join(folder, '.aws', name), contents);
    }
  }
  return {
    folder,
    environment: { HOME: folder, USERPROFILE: folder },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
