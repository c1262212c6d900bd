import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { mistakesIn } from './plain-english.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const strings = (path: string): Record<string, string> => JSON.parse(read(path)) as Record<string, string>;

const complaints = (sentences: readonly string[]): readonly string[] =>
  sentences.flatMap((sentence) => mistakesIn(sentence).map((mistake) => `${sentence}\n  → ${mistake}`));

suite('plain English, as docs/plain-english.md says it', () => {
  test('in all sentences that can be translated', () => {
    const sentences = Object.keys(strings('l10n/bundle.l10n.json'));
    assert.notEqual(sentences.length, 0);
    assert.deepEqual(complaints(sentences), []);
  });

  test('in the manifest', () => {
    const sentences = Object.values(strings('package.nls.json'));
    assert.deepEqual(complaints(sentences), []);
  });

  test("in the page's own examples, after and not before", () => {
    const rows = Array.from(read('docs/plain-english.md').matchAll(/^\| Before \| After \|\n\|-.*\n((?:\|.*\n)+)/gm));
    const examples = rows.flatMap(([, body = '']) => body.trimEnd().split('\n'));
    assert.ok(examples.length >= 10);
    assert.deepEqual(complaints(examples.map((row) => row.split(' | ').at(-1)?.replace(/ \|$/, '') ?? '')), []);
  });
});

suite('what is not plain', () => {
  for (const [sentence, mistake] of [
    ['The profile “{0}” has no region.', /straight quotes/],
    ['Check the cluster’s key.', /straight apostrophe/],
    ['"{0}" is no property of a container.', /is not a/],
    ['Ports are from 0 to 65535; {0} is none.', /is not a/],
    ['Mend it, then try again.', /fix/],
    ['ECS wants a list.', /must be/],
    ['Have the key enabled.', /enable it/],
    ['The session is to be encrypted.', /must be/],
    ['Avoid it, for it goes past the logs.', /because/],
    ['It has {0} characters at most.', /before the number/],
    ['It does not exist any more.', /no longer/],
    ['Use a shell, e.g. bash.', /for example/],
    ['Connecting...', /…/],
    ['Copied!', /exclamation/],
    ['Please try again.', /leave/],
    [`It is ${'very '.repeat(40)}long.`, /200 characters/],
  ] as const) {
    test(sentence.slice(0, 50), () => assert.match(mistakesIn(sentence).join('\n'), mistake));
  }

  for (const sentence of [
    'There is no cluster "{0}" in {1}.',
    'Task {0} is no longer known.',
    'Add {0} to the policy, or select a profile that has it.',
    'Loading…',
    'For awslogs, set executionRoleArn.',
    '"{0}" is not a range of ports.',
    'It needs at least {0} MiB.',
  ]) {
    test(`but not: ${sentence}`, () => assert.deepEqual(mistakesIn(sentence), []));
  }
});
