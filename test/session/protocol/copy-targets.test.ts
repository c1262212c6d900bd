import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Problem } from '../../../src/problem.ts';
import type { Copied, CopyOptions } from '../../../src/session/files/api.ts';
import { removeTree } from '../../../src/session/files/remove-tree.ts';
import { files } from '../../../src/session/index.ts';
import { shellImages, startContainer } from '../support/commands.ts';

type Container = Awaited<ReturnType<typeof startContainer>>;

const isRoot = process.getuid?.() === 0;
/** Owner of files that are not ours; only root can make them. */
const SOMEBODY = isRoot ? 12_345 : (process.getuid?.() ?? 0);

/** The two sides: folders of this machine both, for the container's files are this machine's. */
interface Sides {
  readonly here: string;
  readonly there: string;
}

async function ended(copying: Promise<unknown>): Promise<string> {
  return copying.then(
    () => 'copied',
    (error: unknown) => (error as Problem).code,
  );
}

const read = (path: string): Promise<string> => readFile(path, 'utf8');
async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o7777).toString(8);
}

/** A file of this mode, whatever the umask is. */
async function write(path: string, content: string, mode = 0o644): Promise<void> {
  await writeFile(path, content);
  await chmod(path, mode);
}

// Each session waits for its agent most of the time.
suite('what a copy replaces', { timeout: 120_000, concurrency: 6 }, () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ecs-exec-targets-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  async function sides(): Promise<Sides> {
    const folder = await mkdtemp(join(root, 'case-'));
    const made = { here: join(folder, 'here'), there: join(folder, 'there') };
    await Promise.all([mkdir(made.here), mkdir(made.there)]);
    return made;
  }

  /** The environment of a container that has others in place of some of this machine's programs. */
  async function replacing(programs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const folder = await mkdtemp(join(root, 'programs-'));
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  }

  const rest = { confirmReplace: () => Promise.resolve(true), signal: new AbortController().signal };
  const into = (
    { start }: Pick<Container, 'start'>,
    localPath: string,
    containerPath: string,
    options: Partial<CopyOptions> = {},
  ): Promise<Copied | undefined> => files.copyToContainer({ start, localPath, containerPath, ...rest, ...options });
  const from = (
    { start }: Pick<Container, 'start'>,
    containerPath: string,
    localPath: string,
    options: Partial<CopyOptions> = {},
  ): Promise<Copied | undefined> => files.copyFromContainer({ start, localPath, containerPath, ...rest, ...options });

  for (const { shell, image, skip } of shellImages()) {
    test(`with ${shell}: into a container, links stay and lead to the new content`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides();
      await write(join(here, 'new'), 'new');
      await mkdir(join(there, 'sub'));
      await write(join(there, 'sub', 'target'), 'old');
      await symlink('sub/target', join(there, 'near'));
      await symlink(join(there, 'near'), join(there, 'far'));
      await symlink('sub/not yet', join(there, 'dangling'));
      await symlink('no/such', join(there, 'lost'));
      await into(container, join(here, 'new'), join(there, 'far'));
      await into(container, join(here, 'new'), join(there, 'dangling'));
      assert.equal(await ended(into(container, join(here, 'new'), join(there, 'lost'))), 'copy/no-folder');
      assert.deepEqual(await Promise.all([read(join(there, 'sub', 'target')), read(join(there, 'sub', 'not yet'))]), [
        'new',
        'new',
      ]);
      assert.deepEqual(
        await Promise.all(['near', 'far', 'dangling', 'lost'].map((name) => readlink(join(there, name)))),
        ['sub/target', join(there, 'near'), 'sub/not yet', 'no/such'],
      );
      assert.deepEqual((await readdir(there)).sort(), ['dangling', 'far', 'lost', 'near', 'sub']);
      assert.deepEqual((await readdir(join(there, 'sub'))).sort(), ['not yet', 'target']);
    });

    test(`with ${shell}: modes are those of the source, or of what is replaced, with its owner`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides();
      for (const mode of shell === 'dash' ? [0o600, 0o700, 0o444, 0o4755] : [0o600, 0o4755]) {
        await write(join(here, `m${mode}`), 'x', mode);
        await into(container, join(here, `m${mode}`), there);
        await rm(join(here, `m${mode}`));
        await from(container, join(there, `m${mode}`), here);
        const kept = (mode & 0o777).toString(8);
        assert.deepEqual([await modeOf(join(there, `m${mode}`)), await modeOf(join(here, `m${mode}`))], [kept, kept]);
      }
      for (const side of [here, there]) {
        await write(join(side, 'old'), side);
        await chown(join(side, 'old'), SOMEBODY, SOMEBODY);
        await chmod(join(side, 'old'), 0o4751);
      }
      await write(join(here, 'new'), 'new', 0o600);
      await into(container, join(here, 'new'), join(there, 'old'));
      assert.deepEqual(
        [await read(join(there, 'old')), await modeOf(join(there, 'old')), (await stat(join(there, 'old'))).uid],
        ['new', '4751', SOMEBODY],
      );
      await from(container, join(there, 'old'), here);
      assert.deepEqual(
        [await read(join(here, 'old')), await modeOf(join(here, 'old')), (await stat(join(here, 'old'))).uid],
        ['new', '4751', SOMEBODY],
      );
      assert.deepEqual(
        (await readdir(there)).filter((name) => name.startsWith('.')),
        [],
      );
    });

    test(`with ${shell}: folders keep the modes of what is in them, and hard links`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides();
      await mkdir(join(here, 'tree', 'private'), { recursive: true });
      await write(join(here, 'tree', 'private', 'key'), 'key', 0o600);
      await link(join(here, 'tree', 'private', 'key'), join(here, 'tree', 'again'));
      await chmod(join(here, 'tree', 'private'), 0o700);
      await chmod(join(here, 'tree'), 0o750);
      await into(container, join(here, 'tree'), join(there, 'one/'));
      await from(container, join(there, 'one'), here);
      for (const folder of [join(there, 'one'), join(here, 'one')]) {
        assert.deepEqual(await Promise.all(['', 'private', 'private/key'].map((name) => modeOf(join(folder, name)))), [
          '750',
          '700',
          '600',
        ]);
        assert.equal((await stat(join(folder, 'again'))).ino, (await stat(join(folder, 'private', 'key'))).ino);
      }
      // A folder that is replaced keeps owner and mode itself.
      await mkdir(join(there, 'tree'));
      await chown(join(there, 'tree'), SOMEBODY, SOMEBODY);
      await chmod(join(there, 'tree'), 0o711);
      await into(container, join(here, 'tree'), there);
      assert.deepEqual([await modeOf(join(there, 'tree')), (await stat(join(there, 'tree'))).uid], ['711', SOMEBODY]);
    });

    // Root may write into any folder. BusyBox's tar gives a folder that is there another mode for root only.
    test(
      `with ${shell}: a folder is replaced as a whole where folders in it may not be written into`,
      { skip: skip || isRoot },
      async () => {
        await using container = await startContainer(image);
        const { here, there } = await sides();
        const locked = async (folder: string): Promise<string> => {
          await mkdir(join(folder, 'tree', 'locked', 'deep'), { recursive: true });
          await write(join(folder, 'tree', 'locked', 'file'), folder);
          await chmod(join(folder, 'tree', 'locked', 'deep'), 0o555);
          await chmod(join(folder, 'tree', 'locked'), 0o555);
          return join(folder, 'tree');
        };
        await into(container, await locked(here), there);
        await into(container, join(here, 'tree'), there);
        assert.equal(await read(join(there, 'tree', 'locked', 'file')), here);
        await from(container, join(there, 'tree'), here);
        assert.deepEqual(
          [await readdir(here), await readdir(there), await modeOf(join(here, 'tree', 'locked'))],
          [['tree'], ['tree'], shell === 'ash' ? '755' : '555'],
        );
        await Promise.all([removeTree(here), removeTree(there)]);
      },
    );

    test(
      `with ${shell}: what is a mount, or has another owner for good, is written in its place`,
      { skip },
      async () => {
        const { here, there } = await sides();
        await write(join(here, 'new'), 'new content');
        const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
          mount: { mv: `echo 'mv: Device or resource busy' >&2; exit 1` },
          owned: { chown: 'exit 1', stat: `case $4 in *.ecs-exec-*) echo 1:1 600;; *) echo 0:0 640;; esac` },
        };
        for (const [name, programs] of Object.entries(cases)) {
          await using container = await startContainer(image, await replacing(programs));
          await write(join(there, name), 'old', 0o640);
          const { ino } = await stat(join(there, name));
          await into(container, join(here, 'new'), join(there, name));
          assert.deepEqual(
            [await read(join(there, name)), await modeOf(join(there, name)), (await stat(join(there, name))).ino],
            ['new content', '640', ino],
          );
        }
        assert.deepEqual((await readdir(there)).sort(), ['mount', 'owned']);
      },
    );

    test(
      `with ${shell}: when the disk is full while a file is written in its place, the old content is back, or kept`,
      { skip: skip || shell === 'ash' },
      async () => {
        const { here, there } = await sides();
        await write(join(here, 'new'), 'new content');
        const full = `{ echo half; echo 'No space left on device' >&2; exit 1; }`;
        const busy = 'exit 1';
        for (const [cat, code, content] of [
          [`case $1 in *.old) ;; */.ecs-exec-*) ${full};; esac`, 'copy/failed', 'old'],
          [`case $1 in */.ecs-exec-*) ${full};; esac`, 'copy/left-over', 'half\n'],
        ] as const) {
          await using container = await startContainer(
            image,
            await replacing({ mv: busy, cat: `${cat}; PATH=/bin:/usr/bin exec cat "$@"` }),
          );
          await write(join(there, 'file'), 'old');
          await assert.rejects(into(container, join(here, 'new'), join(there, 'file')), (problem: Problem) => {
            assert.equal(problem.code, code, problem.message);
            assert.match(problem.message, /No space left/);
            return true;
          });
          assert.equal(await read(join(there, 'file')), content);
        }
        const kept = (await readdir(there)).find((name) => name !== 'file') ?? '';
        assert.match(kept, /^\.ecs-exec-[0-9a-f]+\.old$/);
        assert.equal(await read(join(there, kept)), 'old');
      },
    );

    test(
      `with ${shell}: devices and pipes, and files and folders in each other's place, are refused`,
      { skip },
      async () => {
        await using container = await startContainer(image);
        const { here, there } = await sides();
        for (const side of [here, there]) {
          execFileSync('mkfifo', [join(side, 'fifo')]);
          await write(join(side, 'file'), side);
          await mkdir(join(side, 'folder'));
          await symlink('/dev/null', join(side, 'null'));
          await symlink('folder', join(side, 'link'));
        }
        await mkdir(join(there, 'source', 'folder'), { recursive: true });
        for (const name of ['fifo', 'null', 'folder', 'link']) {
          await write(join(there, 'source', name === 'folder' ? 'file' : name), 'new');
        }
        await mkdir(join(here, 'source', 'file'), { recursive: true });
        await mkdir(join(here, 'source', 'link'));
        await mkdir(join(here, 'source', 'fifo'));
        await mkdir(join(here, 'source', 'null'));
        await write(join(here, 'source', 'folder'), 'new');
        const shown = async (): Promise<string[]> =>
          (await Promise.all([here, there].map((side) => readdir(side, { recursive: true })))).flat().sort();
        const was = await shown();
        // Refused on this side: the container's shell has no part in it.
        const onlyHere = [
          [() => into(container, join(here, 'file'), `${there}/new/.`), 'copy/no-folder'],
          [() => into(container, join(here, 'file'), `${there}/file/`), 'copy/no-folder'],
          [() => from(container, join(there, 'source', 'fifo'), here), 'copy/special'],
          [() => from(container, join(there, 'source', 'null'), here), 'copy/special'],
          [() => from(container, join(there, 'file'), join(here, 'source')), 'copy/is-folder'],
          [() => from(container, join(there, 'source', 'link'), here), 'copy/is-folder'],
          [() => from(container, join(there, 'folder'), join(here, 'source')), 'copy/is-file'],
        ] as const;
        for (const [copying, code] of [
          [() => into(container, join(here, 'file'), join(there, 'fifo')), 'copy/special'],
          [() => into(container, join(here, 'file'), join(there, 'null')), 'copy/special'],
          [() => into(container, join(here, 'source', 'fifo'), there), 'copy/special'],
          [() => into(container, join(here, 'source', 'folder'), there), 'copy/is-folder'],
          [() => into(container, join(here, 'source', 'file'), there), 'copy/is-file'],
          [() => into(container, join(here, 'source', 'link'), there), 'copy/is-link'],
          [() => into(container, join(here, 'fifo'), there), 'copy/not-a-file'],
          [() => into(container, '/dev/zero', there), 'copy/not-a-file'],
          [() => into(container, '/', there), 'copy/no-name'],
          [() => into(container, join(here, 'file'), ''), 'copy/no-path'],
          [() => into(container, join(here, 'file'), `${there}/new/`), 'copy/no-folder'],
          ...(shell === 'dash' ? onlyHere : []),
          [() => from(container, join(there, 'fifo'), here), 'copy/not-a-file'],
          [() => from(container, join(there, 'null'), here), 'copy/not-a-file'],
        ] as const) {
          assert.equal(await ended(copying()), code, copying.toString());
        }
        assert.deepEqual(await shown(), was);
        assert.equal((await lstat(join(there, 'fifo'))).isFIFO() && (await lstat(join(here, 'fifo'))).isFIFO(), true);
      },
    );

    test(`with ${shell}: ~ is the home directory`, { skip }, async () => {
      const { here, there } = await sides();
      await write(join(here, 'file'), 'x');
      await mkdir(join(there, 'sub'));
      await using simulator = await startContainer(image);
      // The agent gives a session the home directory of its user, which is another one each time here.
      const at = (home: string): Pick<Container, 'start'> => ({
        start: (line, events) => simulator.start(line.replace('/bin/sh', `env 'HOME=${home}' sh`), events),
      });
      const container = at(there);
      assert.equal((await into(container, join(here, 'file'), '~/sub'))?.path, '~/sub/file');
      await into(container, join(here, 'file'), '~/new');
      await into(container, join(here, 'file'), '~');
      assert.deepEqual((await readdir(there, { recursive: true })).sort(), ['file', 'new', 'sub', join('sub', 'file')]);
      assert.equal((await from(container, '~/new', here))?.path, join(here, 'new'));
      assert.equal((await from(container, '~', here))?.path, join(here, 'container'));
      const homeless = at('');
      assert.equal(await ended(into(homeless, join(here, 'file'), '~/x')), 'copy/no-home');
      assert.equal(await ended(from(homeless, '~/x', here)), 'copy/no-home');
    });

    test(`with ${shell}: out of a container, local links stay and lead to the new content`, { skip }, async () => {
      await using container = await startContainer(image);
      const { here, there } = await sides();
      await mkdir(join(here, 'sub'));
      await write(join(here, 'sub', 'target'), 'old', 0o640);
      await symlink('sub/target', join(here, 'link'));
      await symlink('sub/not yet', join(here, 'dangling'));
      for (const name of ['link', 'dangling']) {
        await write(join(there, name), 'new', 0o600);
        await from(container, join(there, name), here);
      }
      assert.deepEqual(await Promise.all([read(join(here, 'sub', 'target')), read(join(here, 'sub', 'not yet'))]), [
        'new',
        'new',
      ]);
      assert.deepEqual(await Promise.all([modeOf(join(here, 'sub', 'target')), modeOf(join(here, 'sub', 'not yet'))]), [
        '640',
        '600',
      ]);
      assert.deepEqual(await Promise.all(['link', 'dangling'].map((name) => readlink(join(here, name)))), [
        'sub/target',
        'sub/not yet',
      ]);
    });
  }

  test('modes come out of images without stat, and are private where there is no ls either', async () => {
    const { here, there } = await sides();
    await write(join(there, 'file'), 'x', 0o640);
    const programs = ['base64', 'cat', 'tee', 'head', 'wc', 'rm', 'mv'];
    for (const [more, mode] of [
      [['ls'], '640'],
      [[], '600'],
    ] as const) {
      await using container = await startContainer({ programs: ['sh', ...programs, ...more] });
      await from(container, join(there, 'file'), here);
      assert.equal(await modeOf(join(here, 'file')), mode);
      await rm(join(here, 'file'));
    }
    // Without chmod, what is new has as much of its mode as a umask can give it; without stat, what is there is written
    // anew.
    await using container = await startContainer({ programs: ['sh', ...programs] });
    await write(join(here, 'new'), 'new', 0o640);
    await into(container, join(here, 'new'), there);
    await into(container, join(here, 'new'), join(there, 'file'));
    assert.deepEqual(
      [await modeOf(join(there, 'new')), await modeOf(join(there, 'file')), await read(join(there, 'file'))],
      ['640', '640', 'new'],
    );
  });

  test('a folder that is a mount stays', async () => {
    const { here, there } = await sides();
    await mkdir(join(here, 'data'));
    await mkdir(join(there, 'data', 'old'), { recursive: true });
    await using container = await startContainer(
      {},
      await replacing({ mv: `echo "mv: cannot move '$1' to '$2': Device or resource busy" >&2; exit 1` }),
    );
    assert.equal(await ended(into(container, join(here, 'data'), there)), 'copy/is-mount');
    assert.deepEqual(await readdir(there, { recursive: true }), ['data', join('data', 'old')]);
  });

  test('where a container has less room than is needed, nothing is sent', async () => {
    const { here, there } = await sides();
    await write(join(here, 'file'), 'x'.repeat(2000));
    await using container = await startContainer(
      {},
      await replacing({ df: 'echo Filesystem; echo overlay 1000 999 1 100% /' }),
    );
    assert.equal(await ended(into(container, join(here, 'file'), there)), 'copy/no-space');
    assert.deepEqual(await readdir(there), []);
  });
});
