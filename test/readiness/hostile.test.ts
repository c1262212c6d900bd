import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { toText } from '../../src/cli/check/text.ts';
import { checks } from '../../src/readiness/checks/index.ts';
import { toJson } from '../../src/readiness/export/json.ts';
import { toMarkdown } from '../../src/readiness/export/markdown.ts';
import { wordsOf } from '../../src/readiness/export/mend-words.ts';
import type { Place } from '../../src/readiness/model/facts.ts';
import type { Judged, Report } from '../../src/readiness/model/report.ts';
import { english } from '../../src/text.ts';
import { contentOf } from '../../src/vscode/readiness/report-html.ts';
import { report } from '../vscode/readiness/report.ts';
import type { Cases } from './cases/case.ts';
import { place, ready } from './world.ts';

// A world in which every name says more than it should: whoever answers in place of AWS may send anything.

const SHELL = `';echo PWNED;'$(echo PWNED)\`echo PWNED\`"$(echo PWNED)"\n`;
const PAGE = `"><script>PWNED</script><img src=x onerror=PWNED>`;
const LINKS = '](command:PWNED) [PWNED](command:PWNED) $(trash)';
const STEERING = '\u001b[31m\u202e\u2066\r\n# PWNED\n```\n';
const EVIL = [SHELL, PAGE, LINKS, STEERING, 'x'.repeat(10_000)];

/** Not names: ids of deployments, versions and ranges, and our own words for what names a role. */
const CONSTANT = /^(ecs-svc|\d|task-definition$|instance-profile$)/;

/**
 * The same, with more in each name, and in the account of each ARN. Those of AWS's constants, such as `RUNNING` or
 * `awsvpc`, have no such signs.
 */
function spoilt(value: unknown, evil: string): unknown {
  if (typeof value === 'string') {
    return /[-:/]/.test(value) && !CONSTANT.test(value)
      ? `${value.replace(/:\d{12}:/, (account) => `${account.slice(0, -1)}${evil}:`)}${evil}`
      : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => spoilt(each, evil));
  }
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoilt(each, evil)]))
    : value;
}

/** What each check says in each of its cases, one report a case. */
async function reports(evil: string): Promise<readonly Report[]> {
  const there = spoilt(place, evil) as Place;
  const made: Report[] = [];
  for (const check of checks) {
    const { id, title } = check;
    const { cases } = (await import(`./cases/${id}.ts`)) as { cases: Cases };
    for (const { facts } of [{ facts: {} }, ...cases.list]) {
      const judged: Judged = { id, title, ...check.judge(spoilt({ ...ready, ...facts }, evil) as typeof ready, there) };
      made.push({ ...report({ [id]: judged }, { sentence: judged.sentence }), place: there });
    }
  }
  return made;
}

for (const evil of EVIL) {
  suite(`a world whose names have in them ${JSON.stringify(evil.slice(0, 30))}`, async () => {
    const all = await reports(evil);

    test('gives a page with no markup of its own', () => {
      for (const each of all) {
        const { body, title, verdict } = contentOf(each, { say: english, time: String, mayChange: true });
        assert.doesNotMatch(body.replaceAll(/"[^"]*"/g, '""'), /<(script|img)|<[^>]*\s(on\w+|style)=/);
        assertCalm(`${body}${title}${verdict}`);
        assert.doesNotMatch(body, /\]\(command:|\$\(trash\)/);
        assert.ok(body.length < 100_000, String(body.length));
      }
    });

    test('gives text, Markdown and JSON that steer nothing', () => {
      for (const each of all) {
        const markdown = toMarkdown(each);
        [toText(each, false), markdown, toJson(each)].forEach(assertCalm);
        const outside = markdown
          .replaceAll(/^(`{3,}).*\n[^]*?\n\1$/gm, '')
          .replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
        assert.doesNotMatch(outside, /(?<!\\)\]\(command|(?<!\\)<script|^# PWNED/m);
        JSON.parse(toJson(each));
      }
    });

    test('gives commands in which it is nothing but a word', () => {
      const commands = all.flatMap(({ checks: judged }) =>
        judged
          .flatMap(({ mends }) => mends.flatMap((mend) => wordsOf(mend)?.texts ?? []))
          .flatMap(({ form, text }) => (form === 'cli' ? [text] : [])),
      );
      assert.ok(commands.length > 3);
      const script = `aws() { :; }\n${[...new Set(commands)].join('\n')}`;
      const { stdout, stderr, error } = spawnSync('/bin/sh', { input: script, encoding: 'utf8', env: { PATH: '' } });
      assert.deepEqual([error, stdout, stderr], [undefined, '', '']);
    });
  });
}

/** Whether nothing in it steers a terminal or turns the direction of what follows. */
function assertCalm(text: string): void {
  for (const character of ['\u001b', '\u202e', '\u2066', '\r']) {
    assert.ok(!text.includes(character), JSON.stringify(character));
  }
}
