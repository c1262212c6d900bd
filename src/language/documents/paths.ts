/**
 * Whether a path does not start at a root directory, neither of Linux nor of Windows. What starts with another mark may
 * be for a tool that we do not know.
 */
export function isRelativePath(path: string): boolean {
  return /^[\w.~-]/.test(path) && !/^[a-z]:/i.test(path);
}
