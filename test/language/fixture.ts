import type { Configuration, Finding, LanguageService, OpenText, TextFile } from '../../src/language/api.ts';
import { readConfiguration } from '../../src/language/index.ts';
import { neighboursOf } from '../../src/language/neighbours.ts';
import { english } from '../../src/text.ts';

/** A document to check, and what is expected of it: both are in one file, see {@link readFixture}. */
export interface Fixture {
  readonly text: string;
  /** That of its comment `// configuration: { … }`, else the recommended one. */
  readonly configuration: Configuration;
  /** That of its comment `// file: name in UTF-16`, else one that is named like a task definition, in UTF-8. */
  readonly file: TextFile;
  /** What its comments `// beside: name text` say, each on one line: other files in its folder. */
  readonly beside: readonly { readonly name: string; readonly text: string }[];
  /** The findings, as the lines of {@link describeFindings}. */
  readonly expected: readonly string[];
}

const MARKER = /^\s*(?:\/\/|#) *(\^+) (error|warning|information) ([a-z-]+\/[a-z-]+\/\w+)$/;
const CONFIGURATION = /^\s*(?:\/\/|#) configuration: (.+)$/;
const FILE = /^\s*(?:\/\/|#) file: (\S+)( in UTF-16)?$/;
const BESIDE = /^\s*(?:\/\/|#) beside: (\S+) (.+)$/;
const FIX = /^\s*(?:\/\/|#) (fix(?: \(safe\))?: .+)$/;
/** A comment that was meant to be one of those above. As a part of the document it would expect nothing. */
const MISTYPED = /^\s*(?:\/\/|#)(.*\^|\s*(fix|configuration|file|beside)\b)/i;

/**
 * Takes the markers out of a fixture. A marker is a comment under what must be underlined,
 *
 *     "readonlyRootFilesystem": true
 *     //                        ^^^^ warning exec/readonly-root-filesystem/readOnly
 *     // fix: Set readonlyRootFilesystem to false
 *
 * followed by one comment for each fix, in their order. A comment `// configuration: { … }` says how the document is
 * checked, `// file: …` as what, and `// beside: …` what else is in the folder. In YAML, comments begin with `#`.
 * Throws where a comment looks like one of these and is not.
 */
export function readFixture(source: string): Fixture {
  const lines: string[] = [];
  const expected: string[] = [];
  let configuration = '{}';
  const beside: { readonly name: string; readonly text: string }[] = [];
  let file: TextFile = { name: 'task-definition.json', isUtf16: false, isNamed: true };
  for (const line of source.split('\n')) {
    const marker = MARKER.exec(line);
    const fix = FIX.exec(line);
    const configured = CONFIGURATION.exec(line)?.[1];
    const written = FILE.exec(line);
    const [, neighbour, content = ''] = BESIDE.exec(line) ?? [];
    if (marker !== null) {
      const [, carets = '', severity = '', what = ''] = marker;
      const column = line.indexOf('^');
      expected.push(describe(lines.length, column, column + carets.length, severity, what));
    } else if (fix !== null) {
      expected.push(`  ${fix[1] ?? ''}`);
    } else if (configured !== undefined) {
      configuration = configured;
    } else if (neighbour !== undefined) {
      beside.push({ name: neighbour, text: content.replaceAll(String.raw`\n`, '\n') });
    } else if (written !== null) {
      const [, name = '', encoding] = written;
      file = { ...file, name, isUtf16: encoding !== undefined };
    } else if (MISTYPED.test(line)) {
      throw new Error(`This comment is not understood: ${line.trim()}`);
    } else {
      lines.push(line);
    }
  }
  return {
    text: lines.join('\n'),
    configuration: readConfiguration(configuration).configuration,
    file,
    beside,
    expected,
  };
}

/** A document, as a service reads it beside the other files of its folder. */
export function openBeside(
  service: LanguageService,
  text: string,
  { file, beside }: Pick<Fixture, 'file' | 'beside'>,
): OpenText {
  const opened = service.open(text, file);
  return beside.length === 0 ? opened : opened.beside(neighboursOf(file.name, beside, service));
}

/**
 * The fixture with the markers of these findings, in comments that begin with `//` or another mark, in place of its
 * own. Throws where there is no room for one.
 */
export function markFixture(source: string, findings: readonly Finding[], mark = '//'): string {
  const { text } = readFixture(source);
  const isMarker = (line: string): boolean => MARKER.test(line) || FIX.test(line);
  let line = 0;
  const marked = source.split('\n').flatMap((written) => {
    if (isMarker(written)) {
      return [];
    }
    if (CONFIGURATION.test(written) || FILE.test(written) || BESIDE.test(written)) {
      return [written];
    }
    line += 1;
    return [
      written,
      ...findings
        .filter(({ range }) => placeOf(text, range).line === line)
        .flatMap((finding) => markersOf(text, finding, written, mark)),
    ];
  });
  return marked.join('\n');
}

/** The comments that go under a line: the marker of a finding, and its fixes. */
function markersOf(text: string, finding: Finding, line: string, mark: string): readonly string[] {
  const { range, severity, rule, fixes } = finding;
  const { column, length } = placeOf(text, range);
  if (column < mark.length) {
    throw new Error(`There is no room for a marker of ${rule} under: ${line}`);
  }
  const indentation = line.slice(0, Math.min(line.search(/\S|$/), Math.max(0, column - mark.length - 1)));
  const gap = ' '.repeat(column - indentation.length - mark.length);
  return [
    `${indentation}${mark}${gap}${'^'.repeat(length)} ${severity} ${whatIsSaid(finding)}`,
    ...fixes.map(({ title, safe }) => `${indentation}${mark} fix${safe ? ' (safe)' : ''}: ${english(title)}`),
  ];
}

/** Findings in words, to be compared with those that a fixture expects. */
export function describeFindings(text: string, findings: readonly Finding[]): readonly string[] {
  return findings.flatMap((finding) => [
    describeFinding(text, finding),
    ...finding.fixes.map(({ title, safe }) => `  fix${safe ? ' (safe)' : ''}: ${english(title)}`),
  ]);
}

function describeFinding(text: string, finding: Finding): string {
  const { range, severity } = finding;
  const { line, column, length } = placeOf(text, range);
  return describe(line, column, column + length, severity, whatIsSaid(finding));
}

/** The line, from 1, in which a range starts, the column there, from 0, and its length in characters. */
function placeOf(
  text: string,
  { start, end }: Finding['range'],
): { readonly line: number; readonly column: number; readonly length: number } {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  return { line: text.slice(0, lineStart).split('\n').length, column: start - lineStart, length: end - start };
}

/** The rule and which of its messages it is. */
function whatIsSaid({ rule, messageId }: Finding): string {
  return `${rule}/${messageId}`;
}

function describe(line: number, start: number, end: number, severity: string, what: string): string {
  return `line ${line}, columns ${start + 1} to ${end}: ${severity} ${what}`;
}
