import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startServer } from '../../scripts/host/server.ts';
import { installHost } from '../../scripts/setup/hosts.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';

test(
  'a VS Code lets in who has its token, and shows its secrets to no other user',
  { skip: process.platform !== 'linux' && 'Arguments are read from /proc.' },
  async () => {
    const secret = randomUUID();
    await using folder = await temporaryFolder('server');
    await using server = await startServer({
      host: await installHost('newest'),
      dataFolder: folder.path,
      environment: { AWS_SECRET_ACCESS_KEY: secret },
    });
    const address = new URL(server.address(folder.path));
    const token = address.searchParams.get('tkn') ?? '';
    assert.ok(token.length >= 32);

    assert.equal((await fetch(address, { redirect: 'manual' })).status, 302);
    address.searchParams.delete('tkn');
    assert.equal((await fetch(address)).status, 403);

    const commandLines = await commandLinesWith(folder.path);
    assert.ok(commandLines.length > 0);
    for (const line of commandLines) {
      assert.ok(!line.includes(token) && !line.includes(secret));
      // With this flag VS Code shows no notifications by itself but errors.
      assert.ok(!line.includes('smoke-test'), line);
    }

    assert.equal((await stat(folder.path)).mode & 0o077, 0);
    const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
    for (const file of entries.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name);
      const bytes = await readFile(path);
      assert.ok(!bytes.includes(secret), path);
      assert.ok(!bytes.includes(token) || ((await stat(path)).mode & 0o077) === 0, path);
    }
  },
);

/** The arguments of this machine's programs that name a path, as every user sees them. */
async function commandLinesWith(path: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(path));
}
