import { reportedPath } from './read-text.ts';
import type { FileReport } from './report.ts';

/** So many paths are named; there may be thousands. */
const MOST_NAMES = 10;

/** What is said of files that were named, and yet not checked. */
export function filesPassedOver(reports: readonly FileReport[]): readonly string[] {
  const named = reports.filter(({ isNamed }) => isNamed);
  // Of one that was read, a finding says so.
  const tooLarge = named
    .filter(({ state, findings }) => state === 'too large' && findings.length === 0)
    .map(({ path }) => path);
  const ignored = named.filter(({ state }) => state === 'ignored').map(({ path }) => path);
  const others = named
    .filter(({ state, isInPart }) => state === 'passed over' && isInPart !== true)
    .map(({ path }) => path);
  return [
    ...tooLarge.map((path) => `${path} is not checked: it is too large to be something that ECS or IAM takes.`),
    ...sentenceOn(ignored, [
      'is ignored by its configuration, and was passed over.',
      'are ignored by their configuration, and were passed over.',
    ]),
    ...sentenceOn(others, [
      'is not something to check, and was passed over.',
      'are not something to check, and were passed over.',
    ]),
  ];
}

/** What is said of files of which a part could not be read: what else is wrong in them may not be told. */
export function filesInPart(reports: readonly FileReport[]): readonly string[] {
  const paths = reports.filter(({ isInPart }) => isInPart === true).map(({ path }) => path);
  return sentenceOn(paths, [
    'could not be read as a whole, so findings may be missing. Look for a syntax error in it.',
    'could not be read as a whole, so findings may be missing. Look for syntax errors in them.',
  ]);
}

/** What is said of links that were not followed. */
export function linksPassedOver(links: ReadonlySet<string>, folder: string): readonly string[] {
  const paths = [...links].map((link) => reportedPath(link, folder));
  return sentenceOn(paths, [
    'is a link, and was passed over. Name it to check it.',
    'are links, and were passed over. Name them to check them.',
  ]);
}

function sentenceOn(paths: readonly string[], [one, many]: readonly [one: string, many: string]): readonly string[] {
  const [first] = paths;
  if (first === undefined) {
    return [];
  }
  const more = paths.length - MOST_NAMES;
  const names = `${paths.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [paths.length === 1 ? `${first} ${one}` : `${names} ${many}`];
}
