import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';

/** Which names a folder of this computer takes. */
export interface Naming {
  readonly platform: NodeJS.Platform;
  /** Whether names are the same that differ in nothing but case, or in how an accent is written. */
  readonly foldsCase: boolean;
}

/** Files and folders in an archive, those that are left out included. Their names are held in memory. */
export const MOST_ENTRIES = 500_000;
/**
 * Entries, and names in their paths. Folders need no entries of their own: without a bound an entry could make
 * thousands.
 */
const MOST_NAMES = 2 * MOST_ENTRIES;
/** Bytes of a path in an archive: Linux's PATH_MAX. */
export const LONGEST_PATH = 4096;
/** Of a name: bytes on Linux, and no more than that elsewhere. */
const LONGEST_NAME = 255;

/** Where an entry of an archive stands here. */
export interface Place {
  /** From the folder; empty for the folder itself. */
  readonly parts: readonly string[];
  /** Whether something of that name, and of that kind, came before. */
  readonly isAgain: boolean;
}

/** A name as its bytes, one character each, and what it is called here. */
interface Known {
  readonly localName: string;
  /** What is in it, by name; undefined for a file. */
  readonly children: Folder | undefined;
}

interface Folder {
  readonly known: Map<string, Known>;
  /** How often a name was wanted, as the file system compares names. */
  readonly taken: Map<string, number>;
}

/**
 * Gives the entries of an archive names that this computer takes, each its own. A container's names are bytes; here
 * they may have to be text, or no word that Windows reserves, or differ in more than case.
 */
export class LocalNames {
  readonly #naming: Naming;
  readonly #note: (remark: Text) => void;
  readonly #most: number;
  readonly #root: Folder = newFolder();
  #count = 0;

  /** `note` hears of names that are changed, and of entries that are left out because of their names. */
  constructor(naming: Naming, note: (remark: Text) => void, most = MOST_NAMES) {
    this.#naming = naming;
    this.#most = most;
    this.#note = note;
  }

  /** Undefined for an entry that is to be left out. Throws a `Problem` where a name leads out of the folder. */
  place(path: Buffer, kind: 'file' | 'folder'): Place | undefined {
    this.#countOne();
    const names = namesIn(path);
    if (path.length > LONGEST_PATH) {
      this.#note(
        sentence(
          '{0} was left out: its path is too long for this computer.',
          `${path.toString('utf8', 0, LONGEST_NAME)}…`,
        ),
      );
      return undefined;
    }
    const parts: string[] = [];
    let folder = this.#root;
    let isAgain = true;
    for (const [index, name] of names.entries()) {
      const isLast = index === names.length - 1;
      const isFolder = !isLast || kind === 'folder';
      const before = folder.known.get(name);
      const known = before ?? this.#add(folder, name, isFolder);
      if (known === undefined || (known.children !== undefined) !== isFolder) {
        this.#note(
          known === undefined
            ? sentence('{0} was left out: its name is too long for this computer.', path.toString())
            : sentence('{0} was left out: the archive has both a file and a folder with that name.', path.toString()),
        );
        return undefined;
      }
      isAgain = before !== undefined;
      parts.push(known.localName);
      folder = known.children ?? folder;
    }
    return { parts, isAgain };
  }

  /** Where a file stands that has a place already; undefined where there is none. */
  find(path: Buffer): readonly string[] | undefined {
    const parts: string[] = [];
    let folder: Folder | undefined = this.#root;
    for (const name of namesIn(path)) {
      const known: Known | undefined = folder?.known.get(name);
      if (known === undefined) {
        return undefined;
      }
      parts.push(known.localName);
      folder = known.children;
    }
    return folder === undefined ? parts : undefined;
  }

  /** Undefined for a name that is too long. */
  #add(folder: Folder, name: string, isFolder: boolean): Known | undefined {
    this.#countOne();
    const wanted = localName(Buffer.from(name, 'latin1'), this.#naming.platform);
    const unused = this.#unused(folder, wanted);
    if (Buffer.byteLength(unused) > LONGEST_NAME) {
      return undefined;
    }
    const said = Buffer.from(name, 'latin1').toString();
    if (unused !== said) {
      this.#note(
        unused === wanted
          ? whyChanged(said, wanted)
          : sentence('{0} is called {1} here: this computer takes its name for that of another file.', said, unused),
      );
    }
    const known = { localName: unused, children: isFolder ? newFolder() : undefined };
    folder.known.set(name, known);
    return known;
  }

  #unused(folder: Folder, wanted: string): string {
    for (let candidate = wanted; ;) {
      const key = this.#naming.foldsCase ? folded(candidate) : candidate;
      const wantedBefore = folder.taken.get(key) ?? 0;
      folder.taken.set(key, wantedBefore + 1);
      if (wantedBefore === 0) {
        return candidate;
      }
      candidate = `${candidate}~${wantedBefore + 1}`;
    }
  }

  #countOne(): void {
    this.#count += 1;
    if (this.#count > this.#most) {
      throw tooMany(MOST_ENTRIES);
    }
  }
}

export function tooMany(most: number): Problem {
  return new Problem(
    'copy/too-many',
    sentence('The folder has more than {0} files and folders.', most),
    sentence('Copy its folders one by one, or copy an archive of it.'),
  );
}

/** UTF-8, in pieces of a string of bytes: a character, or a byte that belongs to none. */
const CHARACTERS =
  /[^\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|(?<stray>[^])/g;
/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const FORBIDDEN_ON_WINDOWS = /[<>:"|?*\\]|[^ -\uffff]|[. ]+$/g;
const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

/**
 * What a name is called on a platform. Bytes that are no UTF-8, and characters that Windows does not take, are written
 * `%` and two digits.
 */
export function localName(name: Buffer, platform: NodeJS.Platform): string {
  const whole = name.toString('latin1').replace(CHARACTERS, (character, ...rest) => {
    const groups = rest.at(-1) as { readonly stray?: string };
    return groups.stray === undefined ? character : escaped(character);
  });
  const decoded = Buffer.from(whole, 'latin1').toString();
  if (platform !== 'win32') {
    return decoded;
  }
  const possible = decoded.replace(FORBIDDEN_ON_WINDOWS, (found) => found.replace(/[^]/g, escaped));
  return RESERVED_ON_WINDOWS.test(possible) ? `_${possible}` : possible;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Why {@link localName} gave a name another form. */
export function whyChanged(name: string, now: string): Text {
  return name.includes('\ufffd')
    ? sentence('{0} is called {1} here: its name is not in UTF-8.', name, now)
    : sentence('{0} is called {1} here: Windows does not allow its name.', name, now);
}

/** As Windows and macOS compare names, near enough: what they find the same for other reasons cannot be written. */
function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}

function namesIn(path: Buffer): readonly string[] {
  const names = path
    .toString('latin1')
    .split('/')
    .filter((name) => name !== '' && name !== '.');
  if (path[0] === 0x2f || names.some((name) => name === '..' || name.includes('\0'))) {
    throw new Problem(
      'copy/unsafe-name',
      sentence(
        'The archive has a file with the name {0}, which leads out of the folder.',
        path.toString('utf8', 0, LONGEST_NAME),
      ),
      sentence('Copy the other files.'),
    );
  }
  return names;
}

function newFolder(): Folder {
  return { known: new Map(), taken: new Map() };
}
