import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** A path that no program takes for an option, and no shell looks for elsewhere. `~` is left to the script. */
export function asOperand(path: string): string {
  if (path === '' || path.includes('\0')) {
    throw new Problem(
      'copy/no-path',
      sentence('This is not a path.'),
      sentence('Enter the path of a file or folder in the container.'),
    );
  }
  return /^(\/|\.\.?\/|~\/|~$)/.test(path) ? path : `./${path}`;
}

/** Whether a path can only be that of a folder, there or not: it ends with a slash, or with `.` or `..`. */
export function namesFolder(path: string): boolean {
  return /(^|\/)(\.\.?)?$/.test(path);
}
