import { realpathSync, statSync } from 'node:fs';
import { isWithin } from './checkout.ts';

/**
 * What a link leads to, where that is a file or a folder outside of a folder that is gone through: what is inside is
 * found there, without the link. Undefined for all others, and for links that lead nowhere.
 */
export function outsideOf(folder: string, link: string): 'file' | 'folder' | undefined {
  try {
    const stat = statSync(link);
    if ((!stat.isFile() && !stat.isDirectory()) || isWithin(realpathSync(folder), realpathSync(link))) {
      return undefined;
    }
    return stat.isFile() ? 'file' : 'folder';
  } catch {
    return undefined;
  }
}
