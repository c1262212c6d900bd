export const LAST_PORT = 65_535;

/** Whether a number is that of a port. */
export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= LAST_PORT;
}
