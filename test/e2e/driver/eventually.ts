/** How long anything may take to appear, in milliseconds. */
export const LIMIT = 60_000;

/** Tries until it works or the limit is reached. Each attempt should wait no longer than the milliseconds it is given. */
export async function eventually(attempt: (limit: number) => Promise<void>): Promise<void> {
  for (const end = performance.now() + LIMIT; ; ) {
    try {
      await attempt(3_000);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
