import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import type { Judgement } from '../../../src/readiness/model/check.ts';
import type { Mend } from '../../../src/readiness/model/mend.ts';
import type { Hop } from '../../../src/readiness/model/network-path.ts';
import type { Progress } from '../../../src/readiness/model/report.ts';
import { english, sentence } from '../../../src/text.ts';
import type { Deed } from '../../../src/vscode/readiness/deed.ts';
import {
  askingContent,
  contentOf,
  failedContent,
  MOST_EVIDENCE,
  MOST_HOPS,
  MOST_MENDS,
} from '../../../src/vscode/readiness/report-html.ts';
import { CLUSTER, report } from './report.ts';

const saying = { say: english, time: () => '12:00', mayChange: true };
const EVIL = `"><script>alert('x')</script><img src=x onerror=alert(1)>&lt;b style="x">\u202e`;
const ROLE = 'arn:aws:iam::123456789012:role/service/web-task';
const SERVICE = 'arn:aws:ecs:eu-central-1:123456789012:service/shop/web';
const POLICY: Mend = { kind: 'attach-policy', roleArn: ROLE, policyName: 'ecs-exec', policy: '{"Statement":[]}' };
const TRUST: Mend = { kind: 'correct-trust', roleArn: ROLE, before: '{}', after: '{"a":1}' };
const DEPLOY: Mend = { kind: 'force-new-deployment', clusterArn: CLUSTER, serviceArn: SERVICE };

/** What the buttons of a page are for, by their words. */
function buttonsIn({ body, deeds }: { readonly body: string; readonly deeds: readonly Deed[] }) {
  const found = [...body.matchAll(/<button[^>]*\sdata-deed="(\d+)"[^>]*>\s*([^<]*?)\s*<\/button/g)];
  return found.map(([, number, words = '']) => [words, deeds[Number(number)]] as const);
}

/** The headings of a page, with their levels. */
function headingsIn(body: string): readonly string[] {
  return [...body.matchAll(/<h([2-6])[^>]*>(.*?)<\/h\1>/gs)].map(
    ([, level, words = '']) => `${level} ${words.replaceAll(/<[^>]*>/g, '').trim()}`,
  );
}

/** Whether each element that is opened is closed again, in order. */
function assertBalanced(body: string): void {
  const open: string[] = [];
  for (const [, slash, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (slash === '') {
      open.push(name);
    } else {
      assert.equal(open.pop(), name, body);
    }
  }
  assert.deepEqual(open, []);
}

suite('the page of a report', () => {
  test('says the verdict first, with the first thing that helps as its button', () => {
    const page = contentOf(
      report({
        'task-running': { state: 'warn' },
        'role-permissions': { state: 'fail', sentence: sentence('The role lacks it.'), mends: [POLICY, DEPLOY] },
        'network-path': { state: 'fail', sentence: sentence('There is no way.') },
      }),
      saying,
    );
    assert.equal(page.state, 'not-ready');
    assert.equal(page.verdict, 'The role lacks it.');
    assert.equal(page.title, 'Exec into container "web" of task 01234567');
    assert.deepEqual(
      buttonsIn(page).map(([words]) => words),
      [
        'Add Policy to Role web-task…',
        'Check Again',
        'Copy as Markdown',
        'Save as JSON…',
        'Add Policy to Role web-task…',
        'Open Policy as Text',
        'Force New Deployment…',
      ],
    );
    assert.match(page.body, /^\s*<div class="bar">\s*<button\s+type="button"\s+class="main"[^>]*\sdata-deed="\d+"/);
    assert.match(
      page.body,
      /Cluster &quot;shop&quot; in eu-central-1, account 123456789012\. Asked at 12:00 with 18 calls\./,
    );
    assertBalanced(page.body);
  });

  test('has the checks by their states, with headings, each state in words', () => {
    const page = contentOf(
      report({
        platform: { state: 'unknown', permissions: ['ecs:DescribeContainerInstances'] },
        'kms-key': { state: 'not-needed' },
        'exec-agent': { state: 'fail' },
      }),
      saying,
    );
    const headings = headingsIn(page.body);
    assert.deepEqual(headings.slice(0, 5), [
      '2 What is wrong (1)',
      '3 ✗Fails: About exec-agent',
      '2 Could not tell (1)',
      '3 ?Could not tell: About platform',
      '2 What is in order (15)',
    ]);
    assert.equal(headings.at(-2), '2 What is not needed (1)');
    assert.match(page.body, /Allow this to learn more: ecs:DescribeContainerInstances/);
    // Signs are for those who see.
    assert.equal(page.body.match(/class="mark/g)?.length, page.body.match(/aria-hidden="true"/g)?.length);
    assertBalanced(page.body);
  });

  test('where nothing stands in the way, offers a shell', () => {
    const [first] = buttonsIn(contentOf(report(), saying));
    assert.deepEqual(first, ['Exec into Container', { kind: 'exec' }]);
  });

  test('words of others become text, whatever is in them', () => {
    const evil: Partial<Judgement> = {
      state: 'fail',
      sentence: sentence('Of {0}.', EVIL),
      evidence: [{ label: sentence('{0}', EVIL), value: EVIL }],
      permissions: [EVIL],
      mends: [
        { kind: 'other-container', container: EVIL },
        { kind: 'text', title: sentence('{0}', EVIL), texts: [{ form: 'cli', text: EVIL }] },
        { kind: 'attach-policy', roleArn: EVIL, policyName: EVIL, policy: EVIL },
      ],
    };
    const hop: Hop = { kind: 'endpoint', name: EVIL, state: 'fail', remark: sentence('{0}', EVIL) };
    const paths = [
      { service: EVIL, state: 'fail', sentence: sentence('{0}', EVIL), hops: [hop], mends: [], permissions: [] },
    ] as const;
    const place = { clusterArn: `${CLUSTER}${EVIL}`, taskArn: EVIL, container: EVIL, region: EVIL };
    for (const { body } of [
      contentOf(report({ 'task-role': evil }, { place, paths }), saying),
      askingContent(EVIL, [{ id: 'task-role', title: sentence('{0}', EVIL), state: 'fail' }], undefined, saying),
      askingContent(EVIL, [], report({ 'task-role': evil }), saying),
      failedContent(EVIL, EVIL, [EVIL], saying),
    ]) {
      assert.doesNotMatch(body.replaceAll(/"[^"]*"/g, '""'), /<(script|img|b[ >])|<[^>]*\s(on\w+|style)=|\u202e/);
      assertBalanced(body);
    }
  });

  test('is bounded, and says what it leaves out', () => {
    const evidence = Array.from({ length: 1_000 }, (_, index) => ({
      label: sentence('Value {0}', index),
      value: 'x'.repeat(10_000),
    }));
    const mends = Array.from({ length: 1_000 }, (_, index): Mend => ({
      kind: 'other-container',
      container: `c${index}`,
    }));
    const hops = Array.from({ length: 1_000 }, (_, index): Hop => ({
      kind: 'acl',
      name: `acl-${index}`,
      state: 'pass',
      remark: sentence('Lets it through'),
    }));
    const paths = Array.from({ length: 100 }, () => ({
      service: 'logs',
      state: 'pass' as const,
      sentence: sentence('A way.'),
      hops,
      mends: [],
      permissions: [],
    }));
    const page = contentOf(report({ 'task-role': { state: 'fail', evidence, mends } }, { paths }), saying);
    assert.equal(page.body.match(/<dt>/g)?.length, MOST_EVIDENCE);
    assert.match(page.body, new RegExp(`And ${1_000 - MOST_EVIDENCE} more\\.`));
    assert.match(page.body, new RegExp(`And ${1_000 - MOST_HOPS} more\\.`));
    assert.equal(buttonsIn(page).filter(([words]) => words.startsWith('Check Container')).length, MOST_MENDS + 1);
    assert.ok(page.body.length < 300_000, String(page.body.length));
  });

  test('draws the way through the network as a list, the broken hop marked', () => {
    const hops: readonly Hop[] = [
      { kind: 'task', name: '01234567', state: 'pass', remark: sentence('Has an address') },
      { kind: 'route-table', name: 'rtb-1', state: 'fail', remark: sentence('No route to the internet') },
    ];
    const path = {
      service: 'ssmmessages',
      state: 'fail',
      sentence: sentence('No way out.'),
      hops,
      mends: [],
      permissions: [],
    } as const;
    const { body } = contentOf(report({}, { paths: [path] }), saying);
    assert.match(body, /<h2 id="network">Network path<\/h2>/);
    assert.equal(body.match(/<li class="hop /g)?.length, 2);
    assert.match(body, /<li class="hop fail">.*Route table.*rtb-1.*No route to the internet.*<\/li>/s);
    // Also those who see no colours, and hear nothing, are told which hop is broken.
    const seen = body.replaceAll(/<span class="(?:hidden|mark [a-z]+)".*?<\/span>/gs, '').replaceAll(/<[^>]*>/g, ' ');
    const words = seen.replaceAll(/\s+/g, ' ');
    assert.match(words, /ssmmessages: Fails\. No way out\. /);
    assert.match(words, /Task 01234567 Works Has an address/);
    assert.match(words, /Route table rtb-1 Fails No route to the internet/);
  });

  test('has the colours of the theme alone', async () => {
    const css = await readFile(new URL('../../../media/report/report.css', import.meta.url), 'utf8');
    const colours = [...css.matchAll(/(?:color|background|border[a-z-]*|outline|fill|shadow):\s*([^;]+);/g)].map(
      ([, value = '']) =>
        value.replaceAll(/var\(--vscode-[A-Za-z-]+(?:,\s*(?:var\(--vscode-[A-Za-z-]+(?:,\s*transparent)?\)))?\)/g, ''),
    );
    assert.ok(colours.length > 10);
    for (const value of colours) {
      assert.match(value.trim(), /^(?:none|[\d.]+(?:px|rem)(?: solid| dashed)?|)$/, value);
    }
  });

  test('while nothing may be changed, only what changes nothing is offered, and texts for who may', () => {
    const page = contentOf(
      report({
        'role-permissions': { state: 'fail', mends: [POLICY, TRUST, DEPLOY, { kind: 'end-session', sessionId: 's' }] },
      }),
      { ...saying, mayChange: false },
    );
    const deeds = buttonsIn(page).map(([, deed]) => deed);
    assert.ok(!deeds.some((deed) => deed?.kind === 'mend'));
    assert.deepEqual(
      deeds.flatMap((deed) => (deed?.kind === 'text' ? [deed.text.text] : [])),
      ['{"Statement":[]}', '{"Statement":[]}', '{"a":1}'],
    );
  });

  test('each form of a text that is used elsewhere has a button', () => {
    const mend: Mend = {
      kind: 'text',
      title: sentence('Endpoint'),
      texts: [
        { form: 'cli', text: 'aws ec2' },
        { form: 'cloudformation', text: 'Type:' },
        { form: 'terraform', text: 'resource' },
      ],
    };
    const page = contentOf(report({ 'network-path': { state: 'warn', mends: [mend] } }), saying);
    assert.deepEqual(
      buttonsIn(page).flatMap(([words, deed]) => (deed?.kind === 'text' ? [words] : [])),
      ['AWS CLI', 'CloudFormation', 'Terraform'],
    );
    assert.match(page.body, /<p class="texts">Endpoint<\/p>/);
    assert.match(page.body, /aria-label="Endpoint: Terraform"/);
  });

  const judging: Progress = [
    { id: 'task-running', title: sentence('Task'), state: 'pass' },
    { id: 'task-role', title: sentence('Role'), state: 'fail' },
    { id: 'network-path', title: sentence('Network'), state: undefined },
  ];

  test('while AWS is asked, says which checks are answered, and can be stopped', () => {
    const page = askingContent('Title', judging, undefined, saying);
    assert.deepEqual([page.state, page.verdict], ['asking', 'Asking AWS…']);
    assert.deepEqual(buttonsIn(page), [['Stop', { kind: 'stop' }]]);
    assert.ok(page.body.includes(`<div id="progress">${page.progress}</div>`));
    const words = page.progress?.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    assert.match(words ?? '', /2 of 3 checks answered ✓ Passes: Task ✗ Fails: Role … Not answered yet: Network/);
    assertBalanced(page.body);
    // Nothing is known yet of what will be asked.
    assert.doesNotMatch(askingContent('Title', [], undefined, saying).body, /answered|<li/);
  });

  test('while AWS is asked again, the report of before stays, and can only be read', () => {
    const fail = { state: 'fail', sentence: sentence('It has no role.'), mends: [POLICY] } as const;
    const page = askingContent('Title', judging, report({ 'task-role': fail }), saying);
    assert.match(page.progress ?? '', /2 of 3 checks answered\. Below is the report of 12:00\./);
    assert.match(page.body, /It has no role\./);
    assert.deepEqual(buttonsIn(page), [['Stop', { kind: 'stop' }]]);
    assert.deepEqual(page.deeds, [{ kind: 'stop' }]);
    assert.match(page.body, /<button[^>]*\sdisabled[^>]*>\s*Add Policy to Role web-task…/);
    assertBalanced(page.body);
  });

  test('a button is known again in the next content, and that which stops stands for that which checks again', () => {
    const keys = ({ body }: { readonly body: string }) =>
      [...body.matchAll(/<(?:button|summary)[^>]*\sdata-key="([^"]*)"/g)].map(([, key]) => key);
    const made = report({ 'task-role': { state: 'fail', mends: [POLICY] }, 'kms-key': { state: 'not-needed' } });
    const all = keys(contentOf(made, saying));
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(
      keys(askingContent('Title', [], made, saying)).filter((key) => !all.includes(key)),
      [],
    );
  });

  test('where AWS could not be asked, says why, and what helps', () => {
    const page = failedContent('Title', 'The network is down.', ['Open Settings'], saying);
    assert.equal(page.verdict, 'The network is down.');
    assert.deepEqual(buttonsIn(page), [
      ['Check Again', { kind: 'again' }],
      ['Open Settings', { kind: 'offer', index: 0 }],
    ]);
  });
});
