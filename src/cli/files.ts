import { type Dirent, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore, type TestResult } from 'ignore';
import picomatch from 'picomatch';
import { mayBeOurs } from '../language/format.ts';
import { inWords } from './in-words.ts';
import { outsideOf } from './links.ts';
import { readFile } from './read-file.ts';

/** Folders that hold nobody's own files. */
const NEVER = new Set(['.git', 'node_modules']);
/** Git's own answer for the file systems that these systems come with (core.ignoreCase). */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

/** Is told of what is passed over. */
export interface PassedOver {
  /** A folder that cannot be read. */
  unreadable(folder: string, error: unknown): void;
  /** A link that leads to such a file elsewhere, or to a folder where there may be one. */
  link(path: string): void;
}

/**
 * The files that a path stands for: itself; or, for a folder or a glob, those below that .gitignore does not name, in
 * order. Links below are not followed: in CI, somebody else may have made them, and they may lead anywhere. Throws an
 * Error with a sentence where there is no such file and no glob matches.
 */
export function findFiles(path: string, folder: string, passedOver: PassedOver): readonly string[] {
  if (path === '') {
    // What a script writes as "$FILES" when there are none; not the current folder, which --fix would fix.
    throw new Error('A path is empty. Name a file, a folder or a glob.');
  }
  const whole = resolve(folder, path);
  const stat = look(whole, path);
  if (stat?.isDirectory() === true) {
    return [...walk({ start: whole, wanted: mayBeOurs, isDeep: true, passedOver })];
  }
  if (stat !== undefined) {
    return [whole];
  }
  // Where a backslash is no separator, it escapes what follows it.
  const { base, glob, isGlob } = picomatch.scan(slashed(path));
  if (!isGlob) {
    throw new Error(`There is no file or folder ${path}.`);
  }
  const start = resolve(folder, base === '' ? '.' : base);
  const matches = picomatch(glob, { dot: true });
  const files = existsSync(start)
    ? [
        ...walk({
          start,
          wanted: (file) => matches(slashed(relative(start, file))),
          isDeep: glob.includes('/'),
          passedOver,
        }),
      ]
    : [];
  if (files.length === 0) {
    throw new Error(`No file matches ${path}.`);
  }
  return files;
}

/** What is at a path, if there is something. The system's own words do not always say where that is. */
function look(whole: string, path: string): Stats | undefined {
  try {
    return statSync(whole, { throwIfNoEntry: false });
  } catch (error) {
    throw new Error(`${path} cannot be read: ${inWords(error)}`, { cause: error });
  }
}

/** A .gitignore file and where it stands. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What is looked for. */
interface Search {
  readonly start: string;
  readonly wanted: (file: string) => boolean;
  /** Whether it may be in folders below. */
  readonly isDeep: boolean;
  readonly passedOver: PassedOver;
}

function* walk(
  search: Search,
  folder = search.start,
  above: readonly IgnoreFile[] = ignoresAbove(folder),
): Generator<string> {
  const { start, wanted, isDeep, passedOver } = search;
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    passedOver.unreadable(folder, error);
    return;
  }
  const own = readIgnore(folder);
  const ignores = own === undefined ? above : [own, ...above];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!NEVER.has(entry.name) && !isIgnored(`${path}${sep}`, ignores)) {
        yield* walk(search, path, ignores);
      }
    } else if (entry.isFile()) {
      if (wanted(path) && !isIgnored(path, ignores)) {
        yield path;
      }
    } else if (entry.isSymbolicLink() && (isDeep || wanted(path)) && !isIgnored(path, ignores)) {
      const kind = outsideOf(start, path);
      if (kind === 'folder' ? isDeep && !NEVER.has(entry.name) : kind === 'file' && wanted(path)) {
        passedOver.link(path);
      }
    }
  }
}

/**
 * The .gitignore files above a folder, up to the root of its repository; the nearest first. None outside a repository.
 */
function ignoresAbove(folder: string): readonly IgnoreFile[] {
  const found: IgnoreFile[] = [];
  for (let current = folder; ; current = dirname(current)) {
    if (current !== folder) {
      found.push(...[readIgnore(current)].filter((file) => file !== undefined));
    }
    if (existsSync(join(current, '.git'))) {
      return found;
    }
    if (dirname(current) === current) {
      return [];
    }
  }
}

/** What is no file, as a link to a device that never ends is none, says nothing. */
function readIgnore(folder: string): IgnoreFile | undefined {
  try {
    const bytes = readFile(join(folder, '.gitignore'));
    return bytes && { folder, patterns: ignore({ ignorecase: IGNORES_CASE }).add(Buffer.from(bytes).toString('utf8')) };
  } catch {
    return undefined;
  }
}

/**
 * The nearest file that says anything of a path decides. A folder's path ends with a separator. The path is in a folder
 * that is not ignored: a file that says otherwise of that folder has been overruled, and says nothing of what is in it.
 */
function isIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  const parent = `${dirname(path)}${sep}`;
  for (const { folder, patterns } of ignores) {
    const says = (of: string): TestResult => patterns.test(slashed(of.slice(folder.length + 1)));
    const { ignored, unignored } = says(path);
    if (ignored && parent.length > folder.length + 1 && says(parent).ignored) {
      continue;
    }
    if (ignored || unignored) {
      return ignored;
    }
  }
  return false;
}

/** A path as it is written in globs, in .gitignore and in reports on every system. */
export function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
