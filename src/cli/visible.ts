import { revealed } from '../sanitize.ts';

/**
 * A text on one line, its control characters, and those that reorder it, as signs, each as wide as before. File names,
 * and lines that are shown, could otherwise steer the terminal, give GitHub Actions commands on lines of their own, or
 * look like other names.
 */
export function visible(text: string): string {
  return revealed(text);
}
