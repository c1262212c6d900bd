import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Problem } from '../../../src/problem.ts';
import type { Copied, Copy, CopyOptions } from '../../../src/session/files/api.ts';
import { RemarkList } from '../../../src/session/files/remarks.ts';
import { files } from '../../../src/session/index.ts';
import { shellImages, startContainer } from '../support/commands.ts';

/** All byte values, and pairs of them that text or a terminal would take amiss. */
const EVERY_BYTE = Buffer.concat([
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.from('\r\n\n\r\x03\x04\x1e\xef\xbf\xbd', 'latin1'),
]);
const LARGE = randomBytes(2 * 1024 * 1024 + 7);
const SMALLER = LARGE.subarray(0, 100_000);
const NAMES = ['plain', 'it\'s a "name" with $HOME `x`', ' spaces ', '-n', 'ünï 😀'];

const NONE = new RemarkList();

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const never = (): Promise<boolean> => Promise.reject(new Error('Nothing was to be replaced.'));

/** The two sides: folders of this machine both, for the container's files are this machine's. */
interface Sides {
  readonly here: string;
  readonly there: string;
}

/** The path of programs for a container that has others in place of some of this machine's. */
async function replace(programs: Readonly<Record<string, string>>, root: string): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(root, 'programs-'));
  for (const [program, script] of Object.entries(programs)) {
    await writeFile(join(folder, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return { PATH: `${folder}:${process.env.PATH}` };
}

async function sides(root: string): Promise<Sides> {
  const folder = await mkdtemp(join(root, 'case-'));
  const made = { here: join(folder, 'here'), there: join(folder, 'there') };
  await Promise.all([mkdir(made.here), mkdir(made.there)]);
  return made;
}

// Each session waits for its agent most of the time.
suite('copying', { timeout: 120_000, concurrency: 6 }, () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ecs-exec-copy-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const run = (
    copy: Copy,
    { start }: Pick<CopyOptions, 'start'>,
    options: Partial<CopyOptions> & Pick<CopyOptions, 'localPath' | 'containerPath'>,
  ): Promise<Copied | undefined> =>
    copy({ start, confirmReplace: never, signal: new AbortController().signal, ...options });

  const few = { names: NAMES.slice(0, 2), large: SMALLER };
  const toolboxes = [
    ...shellImages().map(({ shell, image, skip }) => ({
      what: `with ${shell}`,
      image,
      skip,
      names: shell === 'dash' ? NAMES : NAMES.slice(0, 3),
      large: LARGE,
    })),
    {
      what: 'without sha256sum',
      image: { programs: ['sh', 'base64', 'cksum', 'stty', 'cat', 'tee', 'head', 'wc', 'mv', 'rm', 'chmod'] },
      skip: false,
      ...few,
    },
    { what: 'with base64 and od alone', image: { programs: ['sh', 'base64', 'od', 'mv', 'rm'] }, skip: false, ...few },
    {
      what: 'without base64',
      image: { programs: ['sh', 'od', 'sha256sum', 'stty', 'cat', 'tee', 'head', 'wc', 'mv', 'rm'] },
      skip: false,
      ...few,
    },
  ];
  for (const { what, image, skip, names, large } of toolboxes) {
    test(`${what}: any bytes, of any name, in both directions`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides(root);
      for (const name of names) {
        const bytes = name === 'plain' ? Buffer.alloc(0) : EVERY_BYTE;
        await writeFile(join(here, name), bytes);
        const copied = await run(files.copyToContainer, container, {
          localPath: join(here, name),
          containerPath: there,
        });
        assert.deepEqual(copied, { path: join(there, name), bytes: bytes.length, skipped: 0, remarks: NONE });
        assert.deepEqual(await readFile(join(there, name)), bytes);
        await rm(join(here, name));
        assert.deepEqual(
          await run(files.copyFromContainer, container, { localPath: here, containerPath: join(there, name) }),
          { path: join(here, name), bytes: bytes.length, skipped: 0, remarks: NONE },
        );
        assert.deepEqual(await readFile(join(here, name)), bytes);
      }
      assert.deepEqual((await readdir(here)).sort(), [...names].sort());
      assert.deepEqual((await readdir(there)).sort(), [...names].sort());
      assert.deepEqual(container.gateway.violations, []);
    });

    test(`${what}: ${large.length} bytes in both directions`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides(root);
      await writeFile(join(here, 'large'), large);
      await run(files.copyToContainer, container, {
        localPath: join(here, 'large'),
        containerPath: join(there, 'other'),
      });
      assert.equal(hash(await readFile(join(there, 'other'))), hash(large));
      await run(files.copyFromContainer, container, { localPath: here, containerPath: join(there, 'other') });
      assert.equal(hash(await readFile(join(here, 'other'))), hash(large));
      assert.deepEqual(container.gateway.violations, []);
    });
  }

  for (const { shell, image, skip } of shellImages()) {
    test(`with ${shell}: folders, and what is in them`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides(root);
      const tree = join(here, 'tree');
      const long = `${'long '.repeat(20)}name`;
      await mkdir(join(tree, '-sub', long, 'empty'), { recursive: true });
      await writeFile(join(tree, '-sub', long, `${long}.bin`), EVERY_BYTE);
      await writeFile(join(tree, 'run.sh'), '#!/bin/sh\n');
      await chmod(join(tree, 'run.sh'), 0o755);
      await symlink('/etc/passwd', join(tree, 'link'));
      const shown = async (folder: string): Promise<string[]> =>
        (await readdir(folder, { recursive: true })).filter((name) => name !== 'link').sort();
      const expected = await shown(tree);

      const into = await run(files.copyToContainer, container, { localPath: tree, containerPath: join(there, 'copy') });
      assert.equal(into?.skipped, 1);
      assert.deepEqual(await shown(join(there, 'copy')), expected);
      await symlink('/etc/passwd', join(there, 'copy', 'link'));
      const out = await run(files.copyFromContainer, container, {
        localPath: here,
        containerPath: `${join(there, 'copy')}/`,
      });
      assert.equal(out?.skipped, 1);
      assert.deepEqual(await readdir(join(here, 'copy'), { recursive: true }).then((names) => names.sort()), expected);
      assert.deepEqual(await readFile(join(here, 'copy', '-sub', long, `${long}.bin`)), EVERY_BYTE);
      assert.equal((await stat(join(here, 'copy', 'run.sh'))).mode & 0o777, 0o755);
      assert.deepEqual(await readdir(there), ['copy']);

      // Once more, over what is there now.
      const asked: string[] = [];
      const confirmReplace = (path: string, kind: string): Promise<boolean> =>
        Promise.resolve(asked.push(`${kind} ${path}`) > 0);
      await rm(join(tree, 'run.sh'));
      await run(files.copyToContainer, container, {
        localPath: tree,
        containerPath: join(there, 'copy'),
        confirmReplace: never,
      });
      assert.ok((await readdir(join(there, 'copy'))).includes('tree'));
      await run(files.copyToContainer, container, {
        localPath: tree,
        containerPath: join(there, 'copy'),
        confirmReplace,
      });
      await run(files.copyFromContainer, container, {
        localPath: here,
        containerPath: join(there, 'copy', 'tree'),
        confirmReplace,
      });
      assert.deepEqual(asked, [`folder ${join(there, 'copy', 'tree')}`, `folder ${join(here, 'tree')}`]);
      assert.deepEqual((await readdir(here)).sort(), ['copy', 'tree']);
      assert.deepEqual(container.gateway.violations, []);
    });

    test(`with ${shell}: a copy that is cancelled leaves nothing`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides(root);
      await writeFile(join(here, 'large'), LARGE);
      for (const [copy, localPath, containerPath] of [
        [files.copyToContainer, join(here, 'large'), join(there, 'large')],
        [files.copyFromContainer, there, join(here, 'large')],
      ] as const) {
        const abort = new AbortController();
        const onProgress = (done: number): void => {
          if (done > 0) {
            abort.abort(new Error('cancelled'));
          }
        };
        await assert.rejects(run(copy, container, { localPath, containerPath, onProgress, signal: abort.signal }), {
          message: 'cancelled',
        });
        assert.deepEqual(await readdir(there), []);
      }
    });
  }

  test('what is there stays where replacing it is not confirmed', async () => {
    await using container = await startContainer({});
    const { here, there } = await sides(root);
    await writeFile(join(here, 'file'), 'new');
    await writeFile(join(there, 'file'), 'old');
    const no = { confirmReplace: () => Promise.resolve(false) };
    assert.equal(
      await run(files.copyToContainer, container, { localPath: join(here, 'file'), containerPath: there, ...no }),
      undefined,
    );
    assert.equal(
      await run(files.copyFromContainer, container, { localPath: here, containerPath: join(there, 'file'), ...no }),
      undefined,
    );
    assert.equal(await readFile(join(there, 'file'), 'utf8'), 'old');
    assert.equal(await readFile(join(here, 'file'), 'utf8'), 'new');
    const yes = { confirmReplace: () => Promise.resolve(true) };
    await run(files.copyToContainer, container, { localPath: join(here, 'file'), containerPath: there, ...yes });
    assert.equal(await readFile(join(there, 'file'), 'utf8'), 'new');
  });

  test('a file that is not there any more when its turn comes', async () => {
    await using container = await startContainer({});
    const { here, there } = await sides(root);
    await writeFile(join(here, 'file'), 'new');
    await writeFile(join(there, 'file'), 'old');
    const confirmReplace = async (): Promise<boolean> => {
      await rm(join(here, 'file'));
      return true;
    };
    const copying = run(files.copyToContainer, container, {
      localPath: join(here, 'file'),
      containerPath: there,
      confirmReplace,
    });
    await assert.rejects(copying, ({ code }: Problem) => code === 'copy/not-read');
    assert.equal(await readFile(join(there, 'file'), 'utf8'), 'old');
    assert.deepEqual(await readdir(there), ['file']);

    // Nor is one of a folder, whose name is said.
    await mkdir(join(here, 'tree'));
    await writeFile(join(here, 'tree', 'file'), 'new');
    await mkdir(join(there, 'tree'));
    const confirmTree = async (): Promise<boolean> => {
      await rm(join(here, 'tree', 'file'));
      return true;
    };
    const copyingTree = run(files.copyToContainer, container, {
      localPath: join(here, 'tree'),
      containerPath: there,
      confirmReplace: confirmTree,
    });
    await assert.rejects(copyingTree, {
      code: 'copy/not-read',
      message: `${join(here, 'tree', 'file')} could not be read (ENOENT).`,
    });
  });

  test('a name is as long as names can be', async () => {
    await using container = await startContainer({});
    const { here, there } = await sides(root);
    const name = 'n'.repeat(255);
    await writeFile(join(there, name), 'content');
    await run(files.copyFromContainer, container, { localPath: here, containerPath: join(there, name) });
    assert.equal(await readFile(join(here, name), 'utf8'), 'content');
  });

  test('copies are whole where a tenth of all frames is lost, to the very end', async () => {
    // One that sends lost frames again sooner than the real one, so that this takes less time, and leaves sooner too.
    await using container = await startContainer({}, {}, { resendInterval: 20, linger: 200 });
    const { here, there } = await sides(root);
    const bytes = LARGE.subarray(0, 120_000);
    await writeFile(join(there, 'out'), bytes);
    await writeFile(join(here, 'in'), bytes.subarray(0, 10_000));
    container.gateway.faults = { seed: 5, toClient: { drop: 0.1 }, toAgent: { drop: 0.1 } };
    await run(files.copyFromContainer, container, { localPath: here, containerPath: join(there, 'out') });
    assert.equal(hash(await readFile(join(here, 'out'))), hash(bytes));
    await run(files.copyToContainer, container, { localPath: join(here, 'in'), containerPath: there });
    assert.equal(hash(await readFile(join(there, 'in'))), hash(bytes.subarray(0, 10_000)));
    assert.deepEqual(container.gateway.violations, []);
  });

  test('files that change meanwhile do no harm, other complaints of tar do', async () => {
    for (const [words, isHarmless] of [
      ['tar: ./a log: file changed as we read it\\ntar: ./b: file removed before we read it', true],
      ['tar: ./a log: Cannot open\\ntar: ./b: file changed as we read it', false],
    ] as const) {
      await using container = await startContainer(
        {},
        await replace({ tar: `PATH=/bin:/usr/bin tar "$@"; printf '${words}\n' >&2; exit 1` }, root),
      );
      const { here, there } = await sides(root);
      const copying = run(files.copyFromContainer, container, { localPath: here, containerPath: there });
      await (isHarmless ? copying : assert.rejects(copying, { code: 'copy/failed' }));
      assert.deepEqual(await readdir(here), isHarmless ? ['there'] : []);
    }
  });

  for (const { shell, image, skip } of shellImages()) {
    test(
      `with ${shell}: a folder is there under its name, be it cancelled while it is replaced`,
      { skip },
      async () => {
        const { here, there } = await sides(root);
        const [moved, goOn, tidied] = [join(here, 'moved'), join(here, 'go-on'), join(here, 'tidied')];
        execFileSync('mkfifo', [moved, goOn, tidied]);
        // Tells when the old folder has lost its name, and waits; and when all is tidied up.
        const mv = `PATH=/bin:/usr/bin mv "$@" || exit; case $2 in *.old) echo > '${moved}'; read -r go < '${goOn}';; esac`;
        const rm = `PATH=/bin:/usr/bin rm "$@" || exit; case $3 in *.new) echo > '${tidied}';; esac`;
        await using container = await startContainer(image, await replace({ mv, rm }, root));
        await mkdir(join(here, 'tree'));
        await mkdir(join(there, 'tree'));
        const abort = new AbortController();
        const confirmReplace = (): Promise<boolean> => Promise.resolve(true);
        const copying = run(files.copyToContainer, container, {
          localPath: join(here, 'tree'),
          containerPath: there,
          confirmReplace,
          signal: abort.signal,
        });
        const rejecting = assert.rejects(copying, { message: 'cancelled' });
        await readFile(moved);
        abort.abort(new Error('cancelled'));
        await rejecting;
        // Both ends are open, so that this does not wait for a reader.
        await using going = await open(goOn, 'r+');
        await going.write('go\n');
        await readFile(tidied);
        assert.deepEqual(await readdir(there), ['tree']);
      },
    );
  }

  test('a file that grows all the time is copied as it was at the beginning', async () => {
    await using container = await startContainer({});
    const { here, there } = await sides(root);
    await writeFile(join(there, 'log'), 'x'.repeat(300_000));
    let grown: Promise<void> | undefined;
    const onProgress = (): void => {
      grown ??= writeFile(join(there, 'log'), 'more', { flag: 'a' });
    };
    const copied = await run(files.copyFromContainer, container, {
      localPath: here,
      containerPath: join(there, 'log'),
      onProgress,
    });
    await grown;
    assert.equal(copied?.bytes, 300_000);
  });

  test('what is not possible is said in words, and leaves nothing', async () => {
    await using container = await startContainer({});
    await using bare = await startContainer({ programs: ['sh', 'base64'] });
    await using shellless = await startContainer({ shell: false });
    const { here, there } = await sides(root);
    await writeFile(join(here, 'file'), 'x');
    await mkdir(join(there, 'file'));
    const into = (on: typeof container, localPath: string, containerPath: string): Promise<unknown> =>
      run(files.copyToContainer, on, { localPath, containerPath });
    const from = (on: typeof container, containerPath: string): Promise<unknown> =>
      run(files.copyFromContainer, on, { localPath: here, containerPath });
    for (const [copying, code] of [
      [() => into(shellless, join(here, 'file'), '/tmp/x'), 'command/no-shell'],
      [() => into(container, join(here, 'nothing'), there), 'copy/not-read'],
      [() => into(container, join(here, 'file'), join(there, 'no', 'such')), 'copy/no-folder'],
      [() => into(container, join(here, 'file'), there), 'copy/is-folder'],
      [() => into(bare, join(here, 'file'), join(there, 'x')), 'copy/no-tools'],
      [() => into(container, join(here, 'file'), '/proc/x'), 'copy/failed'],
      [() => from(container, join(there, 'nothing')), 'copy/not-found'],
      [() => from(container, '/dev/null'), 'copy/not-a-file'],
      [() => from(bare, there), 'copy/no-tar'],
      [
        () =>
          run(files.copyFromContainer, container, {
            localPath: join(here, 'no', 'such'),
            containerPath: join(here, 'file'),
          }),
        'copy/not-written',
      ],
    ] as const) {
      await assert.rejects(copying, (problem: Problem) => {
        assert.equal(problem.code, code, problem.message);
        return true;
      });
    }
    assert.deepEqual(await readdir(here), ['file']);
    assert.deepEqual(await readdir(there), ['file']);
  });
});
