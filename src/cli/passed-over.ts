import type { FileReport } from './report.ts';

/** So many files are named; a program may have named thousands. */
const MOST_NAMES = 10;

/** What is said of files that were named, and yet not checked. */
export function passedOver(reports: readonly FileReport[]): readonly string[] {
  const named = reports.filter(({ isNamed }) => isNamed);
  const others = named.filter(({ state }) => state === 'passed over').map(({ path }) => path);
  const tooLarge = named.filter(({ state }) => state === 'too large').map(({ path }) => path);
  return [
    ...tooLarge.map((path) => `${path} is not checked: it is too large for a task definition.`),
    ...(others.length === 0 ? [] : [`${listed(others)} passed over.`]),
  ];
}

function listed(paths: readonly string[]): string {
  const more = paths.length - MOST_NAMES;
  const names = paths.slice(0, MOST_NAMES).join(', ');
  if (paths.length === 1) {
    return `${names} is not a task definition in JSON, and was`;
  }
  return `${names}${more > 0 ? ` and ${more} more` : ''} are not task definitions in JSON, and were`;
}
