import { revealedLines } from '../../sanitize.ts';
import { english, sentence, type Text } from '../../text.ts';
import type { NetworkPath } from '../model/network-path.ts';
import type { Judged, Report } from '../model/report.ts';
import { helpWith } from './mend-words.ts';
import { first, plain, type Say } from './plain.ts';
import { groupName, STATES } from './state-words.ts';

/** The language of a code block, by what takes the text. */
const LANGUAGES = { cli: 'sh', cloudformation: 'yaml', terraform: 'hcl', json: 'json', plain: 'text' } as const;

/** A report for people, to be put into an issue or a chat. */
export function toMarkdown(report: Report, say: Say = english): string {
  const { place, checks, paths, at } = report;
  const words = writer(say);
  const lines = [
    `# ${words(report.sentence)}`,
    '',
    `- ${words(sentence('Cluster'))}: ${code(place.clusterArn)}`,
    `- ${words(sentence('Task'))}: ${code(place.taskArn)}`,
    `- ${words(sentence('Container'))}: ${code(place.container)}`,
    `- ${words(sentence('Checked'))}: ${at.toISOString()}`,
  ];
  for (const state of STATES) {
    const those = checks.filter((check) => check.state === state);
    if (those.length > 0) {
      lines.push('', `## ${words(groupName(state))}`, ...those.flatMap((check) => linesOf(check, say)));
    }
  }
  return `${[...lines, ...paths.flatMap((path) => pathLines(path, say))].join('\n')}\n`;
}

function linesOf({ id, title, sentence: found, state, evidence, permissions, mends }: Judged, say: Say): string[] {
  const words = writer(say);
  const lines = ['', `### ${words(title)}`, '', `${words(found)} (${code(id)})`];
  if (evidence.length > 0) {
    lines.push('', ...first(evidence).map(({ label, value }) => `- ${words(label)}: ${code(plain(value, say))}`));
  }
  if (permissions.length > 0) {
    const named = first(permissions).map(code).join(', ');
    lines.push('', `${words(sentence('Permissions that would tell more'))}: ${named}`);
  }
  if (state === 'pass' || state === 'not-needed') {
    return lines;
  }
  for (const help of helpWith(mends)) {
    lines.push('', words(help.words));
    help.texts.forEach(({ form, text }) => lines.push('', block(text, LANGUAGES[form])));
  }
  return lines;
}

function pathLines({ service, sentence: found, hops }: NetworkPath, say: Say): string[] {
  const words = writer(say);
  const ways = first(hops).map(
    ({ name, state, remark }, at) => `${at + 1}. ${code(name)}: ${words(remark)}${state === 'fail' ? ' ✗' : ''}`,
  );
  return ['', `## ${words(sentence('The way to {0}', service))}`, '', words(found), '', ...ways];
}

/** Writes words so that they are no markup, wherever on a line they stand. */
function writer(say: Say): (words: Text | string) => string {
  return (words) =>
    plain(words, say)
      .trimStart()
      .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
      // At the front of a line, these begin a list, or make a heading of the line above.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Words as they are, whatever they are. */
function code(words: string): string {
  const clean = plain(words);
  // Nothing between two fences would be a longer fence.
  if (clean === '') {
    return '';
  }
  const fence = '`'.repeat(longestRun(clean) + 1);
  const space = /^`|`$/.test(clean) ? ' ' : '';
  return `${fence}${space}${clean}${space}${fence}`;
}

function block(text: string, language: string): string {
  const clean = revealedLines(text).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(clean) + 1));
  return `${fence}${language}\n${clean}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
