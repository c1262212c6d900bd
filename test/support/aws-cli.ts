import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The AWS CLI of this computer; undefined where none works. */
export async function findCli(): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  for (const path of folders.map((folder) => join(folder, 'aws'))) {
    try {
      accessSync(path, constants.X_OK);
      await run(path, ['--version']);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}
