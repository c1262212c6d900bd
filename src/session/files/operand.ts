/** A path that no program takes for an option, and no shell looks for elsewhere. */
export function asOperand(path: string): string {
  return path.startsWith('/') || path.startsWith('./') || path.startsWith('../') ? path : `./${path}`;
}
