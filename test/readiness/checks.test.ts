import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { checks } from '../../src/readiness/checks/index.ts';
import { CHECK_IDS, type CheckId, type Judgement } from '../../src/readiness/model/check.ts';
import { english } from '../../src/text.ts';
import type { Case, Cases } from './cases/case.ts';
import { place, ready } from './world.ts';

const STATES: readonly Judgement['state'][] = ['pass', 'fail', 'warn', 'unknown', 'not-needed'];

const here = (path: string): URL => new URL(path, import.meta.url);

async function casesOf(id: CheckId): Promise<Cases> {
  const file = here(`cases/${id}.ts`);
  assert.ok(existsSync(file), `Write the cases of the check: ${file.pathname}`);
  const { cases } = (await import(file.href)) as { cases: Cases };
  return cases;
}

suite('all checks', () => {
  test('there is one file for each, and they are judged in their order', () => {
    assert.deepEqual(
      checks.map(({ id }) => id),
      CHECK_IDS,
    );
    const files = readdirSync(here('../../src/readiness/checks')).filter((name) => name !== 'index.ts');
    assert.deepEqual(files.toSorted(), checks.map(({ id }) => `${id}.ts`).toSorted());
  });

  test('each has a page, with all that a page says', () => {
    for (const { id } of checks) {
      const page = readFileSync(here(`../../docs/readiness/${id}.md`), 'utf8');
      assert.ok(page.startsWith(`# ${id}\n\n`), id);
      const headings = Array.from(page.matchAll(/^## (.+)$/gm), ([, heading]) => heading);
      assert.deepEqual(headings, ['What it looks at', 'Why', 'What AWS says', 'How to fix it'], id);
    }
  });

  test('each has a title that names what it looks at, and is true in every state', () => {
    for (const { id, title } of checks) {
      const words = english(title);
      assert.ok(words.length <= 40, `${id}: ${words}`);
      assert.doesNotMatch(words, /\b(is|are|was|has|may|can|allows?|lets?|runs?|reaches|replaces|not?)\b/i, id);
    }
    assert.equal(new Set(checks.map(({ title }) => english(title))).size, checks.length);
  });

  test('each names the facts that it looks at, and looks at no others', () => {
    for (const check of checks) {
      const looked = new Set<string>();
      const facts = new Proxy(ready, {
        get: (target, name, receiver) => {
          looked.add(String(name));
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
      check.judge(facts, place);
      assert.deepEqual(
        [...looked].filter((name) => !check.needs.some((need) => need === name)),
        [],
        check.id,
      );
    }
  });

  test('a container that is ready passes all that it needs', () => {
    for (const check of checks) {
      const { state, sentence } = check.judge(ready, place);
      assert.ok(state === 'pass' || state === 'not-needed', `${check.id}: ${english(sentence)}`);
    }
  });
});

for (const check of checks) {
  const { list, never } = await casesOf(check.id);

  suite(check.id, () => {
    test('each state that it can have has a case', () => {
      const missing = STATES.filter((state) => never[state] === undefined && !list.some((one) => one.state === state));
      assert.deepEqual(missing, []);
      assert.deepEqual(
        list.filter(({ state }) => never[state] !== undefined),
        [],
      );
    });

    for (const one of list) {
      test(one.name, () => expect(check.judge({ ...ready, ...one.facts }, place), one));
    }
  });
}

function expect(found: Judgement, one: Case): void {
  const words = english(found.sentence);
  assert.equal(found.state, one.state, words);
  assert.equal(found.mayFail ?? false, one.mayFail ?? false, words);
  assert.match(words, one.says);
  assert.match(words, /^[A-Z].*[.\w)]$/u);
  assert.deepEqual(
    found.mends.map(({ kind }) => kind),
    one.mends ?? [],
  );
  assert.deepEqual(found.permissions, one.permissions ?? []);
  const shown = new Map(
    found.evidence.map(({ label, value }) => [english(label), typeof value === 'string' ? value : english(value)]),
  );
  for (const [label, value] of Object.entries(one.evidence ?? {})) {
    assert.equal(shown.get(label), value, label);
  }
  assert.match([...shown.values()].join('\n'), one.means ?? /^/);
  assert.match(JSON.stringify(found.mends), one.mending ?? /^/);
}
