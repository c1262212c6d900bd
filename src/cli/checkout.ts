import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * The files that belong to the folder where the program runs: those in the repository that the folder is in, or in the
 * folder where it is in none. In CI, a link in a pull request may lead out of it, to what nobody may see.
 */
export class Checkout {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #folders = new Map<string, string>();

  constructor(folder: string) {
    this.#root = repositoryOf(folder) ?? folder;
    this.#realRoot = realpathSync(this.#root);
  }

  /**
   * Whether a file, whose absolute path is in the checkout, is elsewhere, because it is a link or in a folder that is
   * one. A path that leads elsewhere as it is written is somebody's choice. Throws where there is no such file.
   */
  leadsOut(file: string): boolean {
    const folder = this.#real(dirname(file));
    const isLink = lstatSync(file).isSymbolicLink();
    if (isLink ? isWithin(this.#realRoot, realpathSync(file)) : isWithin(this.#realRoot, folder)) {
      return false;
    }
    return isWithin(this.#root, file) || isWithin(this.#realRoot, file) || isWithin(this.#realRoot, folder);
  }

  /** Where a folder is, looked up once: most files are in folders with others. */
  #real(folder: string): string {
    const known = this.#folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const real = realpathSync(folder);
    this.#folders.set(folder, real);
    return real;
  }
}

function repositoryOf(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) {
      return current;
    }
    if (dirname(current) === current) {
      return undefined;
    }
  }
}

/** Whether a file is in a folder, or is that; both are absolute. */
export function isWithin(folder: string, file: string): boolean {
  const way = relative(folder, file);
  // On another drive, the way there is no relative one.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
