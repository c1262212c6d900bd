/** How often each thing is found, by rule, message and place. */
export type Counts = ReadonlyMap<string, number>;

/** By path. */
export type KnownFindings = ReadonlyMap<string, Counts>;

/** Of the format. Raise it when what is written now could not be read by what is there, or meant something else. */
const VERSION = 1;

/** What a baseline says; undefined where a text is none. */
export function readBaseline(text: string | undefined): KnownFindings | undefined {
  const root = parse(text);
  if (!isRecord(root) || root['version'] !== VERSION || !isRecord(root['findings'])) {
    return undefined;
  }
  const known = new Map<string, Counts>();
  for (const [path, counts] of Object.entries(root['findings'])) {
    if (!isRecord(counts) || !Object.values(counts).every(isCount)) {
      return undefined;
    }
    known.set(path, new Map(Object.entries(counts).filter((entry): entry is [string, number] => isCount(entry[1]))));
  }
  return known;
}

/** The text of a baseline: sorted, with one line for each finding, so that a change of it is as small as can be. */
export function writeBaseline(known: KnownFindings): string {
  const findings = [...known]
    .filter(([, counts]) => counts.size > 0)
    .map(([path, counts]) => [path, Object.fromEntries(sorted([...counts]))] as const);
  const root = { version: VERSION, findings: Object.fromEntries(sorted(findings)) };
  return `${JSON.stringify(root, undefined, 2)}\n`;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse((text ?? '').replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
