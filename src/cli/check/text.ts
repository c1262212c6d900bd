import { styleText } from 'node:util';
import { helpWith } from '../../readiness/export/mend-words.ts';
import { first, plain } from '../../readiness/export/plain.ts';
import type { Judged, Report } from '../../readiness/model/report.ts';
import { revealedLines } from '../../sanitize.ts';

const SIGNS = {
  fail: ['✗', 'red', 'wrong'],
  warn: ['!', 'yellow', 'warning'],
  unknown: ['?', 'yellow', 'unknown'],
  pass: ['✓', 'green', 'ok'],
  'not-needed': ['-', 'dim', 'not needed'],
} as const;

const VERDICTS = { ready: 'pass', 'not-ready': 'fail', 'could-not-tell': 'unknown' } as const;

/** A report for a terminal: the verdict, what is wrong with evidence and fixes, and what is in order in a line each. */
export function toText({ verdict, sentence, checks }: Report, color: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], words: string): string =>
    color ? styleText(style, words, { validateStream: false }) : words;
  const [sign, style] = SIGNS[VERDICTS[verdict]];
  const lines = checks.map(({ state, sentence: found, id }) => {
    const [mark, its, name] = SIGNS[state];
    return `${paint(its, `${mark} ${name}`)}: ${plain(found)} ${paint('dim', id)}`;
  });
  const shown = checks.flatMap((check, at) => [lines[at] ?? '', ...(isOpen(check) ? detailsOf(check) : [])]);
  return [paint(['bold', style], `${sign} ${plain(sentence)}`), '', ...shown].join('\n');
}

function isOpen({ state }: Judged): boolean {
  return state === 'fail' || state === 'warn' || state === 'unknown';
}

function detailsOf({ evidence, permissions, mends }: Judged): readonly string[] {
  return [
    ...first(evidence).map(({ label, value }) => `    ${plain(label)}: ${plain(value)}`),
    ...(permissions.length > 0
      ? [
          `    Permissions that would tell more: ${first(permissions)
            .map((each) => plain(each))
            .join(', ')}`,
        ]
      : []),
    ...helpWith(mends).flatMap(({ words, texts }) => [
      `    → ${plain(words)}`,
      ...texts.slice(0, 1).map(({ text }) => indented(text)),
    ]),
  ];
}

function indented(text: string): string {
  return revealedLines(text)
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
}
