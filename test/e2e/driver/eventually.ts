/** How long anything may take to appear, in milliseconds. */
export const LIMIT = 60_000;

/**
 * Tries until it works or the limit is reached. Each attempt should wait no longer than the milliseconds it is given.
 */
export async function eventually(attempt: (limit: number) => Promise<void>): Promise<void> {
  for (const end = performance.now() + LIMIT; ;) {
    try {
      // Long enough for a busy workbench: one that comes late to what was given up would do it twice.
      await attempt(5_000);
      return;
    } catch (error) {
      if (performance.now() > end) {
        throw error;
      }
    }
  }
}
