import type { Analysis, Configuration, Finding } from '../../src/language/api.ts';
import { readConfiguration } from '../../src/language/configuration.ts';
import { english } from '../../src/text.ts';

/** A document to check, and what is expected of it: both are in one file, see {@link readFixture}. */
export interface Fixture {
  readonly text: string;
  /** That of its comment `// configuration: { … }`, else the recommended one. */
  readonly configuration: Configuration;
  /** The findings, as the lines of {@link describeFindings}. */
  readonly expected: readonly string[];
}

const MARKER = /^\s*\/\/ *(\^+) (error|warning|information) ([a-z-]+\/[a-z-]+): (.+)$/;
const CONFIGURATION = /^\s*\/\/ configuration: (.+)$/;
const FIX = /^\s*\/\/ (fix(?: \(safe\))?: .+)$/;

/**
 * Takes the markers out of a fixture. A marker is a comment under what must be underlined,
 *
 *     "readonlyRootFilesystem": true
 *     //                        ^^^^ warning exec/readonly-root-filesystem: The root file system …
 *     // fix: Set readonlyRootFilesystem to false
 *
 * followed by one comment for each fix, in their order. A comment `// configuration: { … }` says how the document is
 * checked.
 */
export function readFixture(source: string): Fixture {
  const lines: string[] = [];
  const expected: string[] = [];
  let configuration = '{}';
  for (const line of source.split('\n')) {
    const marker = MARKER.exec(line);
    const fix = FIX.exec(line);
    const configured = CONFIGURATION.exec(line)?.[1];
    if (marker !== null) {
      const [, carets = '', severity = '', rule = '', message = ''] = marker;
      const column = line.indexOf('^');
      expected.push(describe(lines.length, column, column + carets.length, severity, rule, message));
    } else if (fix !== null) expected.push(`  ${fix[1] ?? ''}`);
    else if (configured !== undefined) configuration = configured;
    else lines.push(line);
  }
  return { text: lines.join('\n'), configuration: readConfiguration(configuration).configuration, expected };
}

/** Findings in words, to be compared with those that a fixture expects. */
export function describeFindings(text: string, findings: Analysis['findings']): readonly string[] {
  return findings.flatMap((finding) => [
    describeFinding(text, finding),
    ...finding.fixes.map(({ title, safe }) => `  fix${safe ? ' (safe)' : ''}: ${english(title)}`),
  ]);
}

function describeFinding(text: string, { range, severity, rule, message }: Finding): string {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const line = text.slice(0, lineStart).split('\n').length;
  return describe(line, range.start - lineStart, range.end - lineStart, severity, rule, english(message));
}

function describe(line: number, start: number, end: number, severity: string, rule: string, message: string): string {
  return `line ${line}, columns ${start + 1} to ${end}: ${severity} ${rule}: ${message}`;
}
