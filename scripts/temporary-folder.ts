import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that only this user can read; disposing of it removes it with all that it holds. */
export async function temporaryFolder(purpose: string): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), `ecs-exec-${purpose}-`));
  // A process that is just ending may still write there.
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return { path, [Symbol.asyncDispose]: remove };
}
