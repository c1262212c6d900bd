/**
 * Waits until the probe gives a value (anything but undefined or false), and resolves with it. Rejects, naming what was
 * waited for and the probe's last error, when that takes longer than the limit in milliseconds.
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  limit = 40_000,
): Promise<T> {
  const end = performance.now() + limit;
  let last: unknown;
  do {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) {
        return value;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (performance.now() < end);
  throw new Error(`Waited ${limit} ms for ${what}.`, { cause: last });
}
