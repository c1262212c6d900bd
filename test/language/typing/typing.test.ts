import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Finding, WrittenAt } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { Told } from '../../../src/language/told.ts';
import { TASK_DEFINITIONS } from './task-definitions.ts';
import { KEYBOARDS, type, type Typed } from './type.ts';

/** The share of key presses after which something may be underlined that is right in the end. */
const MOST_NOISE = 0.005;

const service = createLanguageService();

/** What an editor that follows the typing tells after each key, and has told before the first. */
function* tellings(typing: Iterable<Typed>, before: readonly Finding[] = []): Generator<readonly Finding[]> {
  const told = new Told(before);
  for (const { text, cursor, change } of typing) {
    told.change(change);
    const writing = { within: cursor, around: cursor, told: told.findings };
    yield (told.findings = service.open(text).findings(undefined, writing));
  }
}

function names(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, messageId }) => `${rule} ${messageId}`);
}

/** Of the findings after each key, those that are not there in the end, advice aside. */
function noise(telling: Iterable<readonly Finding[]>, inTheEnd: ReadonlySet<string>): readonly string[][] {
  return Array.from(telling, (findings) =>
    names(findings.filter(({ severity }) => severity !== 'information')).filter((name) => !inTheEnd.has(name)),
  );
}

function assertQuiet(keys: readonly string[][], where: string): void {
  const share = keys.filter(({ length }) => length > 0).length / keys.length;
  assert.ok(
    share <= MOST_NOISE,
    `${where}: ${(share * 100).toFixed(1)} % of ${keys.length} keys: ${[...new Set(keys.flat())].join(', ')}`,
  );
}

/** The lines of a text, with what is before and after each. */
function linesOf(text: string): readonly (readonly [line: string, before: string, after: string])[] {
  const lines = text.split(/(?<=\n)/);
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length;
    return [line.trimEnd(), text.slice(0, start), text.slice(start + line.trimEnd().length)] as const;
  });
}

for (const [name, text] of Object.entries(TASK_DEFINITIONS)) {
  suite(name, () => {
    const inTheEnd = new Set(names(service.open(text).findings()));

    test('is right', () => {
      assert.ok(service.open(text).subjects.length > 0);
      assert.deepEqual(
        service
          .open(text)
          .findings()
          .filter(({ severity }) => severity !== 'information')
          .map(({ rule, message }) => `${rule} ${JSON.stringify(message)}`),
        [],
      );
    });

    for (const keyboard of KEYBOARDS) {
      test(`${keyboard}: is typed in peace`, () => {
        const typed = [...type(text, keyboard)];
        assert.equal(typed.at(-1)?.text, text);
        assertQuiet(noise(tellings(typed), inTheEnd), 'all of it');
      });

      test(`${keyboard}: lines of it are typed in peace once the others are there`, () => {
        const some = linesOf(text).filter((_, index) => index % 4 === 1);
        const keys = some.flatMap(([line, before, after]) =>
          noise(tellings(type(line, keyboard, before, after)), inTheEnd),
        );
        assertQuiet(keys, 'its lines');
      });
    }
  });
}

suite('in a task definition with mistakes', () => {
  const MODE = '"networkMode": "bridg';
  const MISTYPED = 'task/unknown-value mistyped';
  const WRONG = `{
  "family": "shop",
  ${MODE}",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "essential": "yes" }
  ],
  "volumes": [{ "name": "a b" }]
}`;
  const cursor = WRONG.indexOf(MODE) + MODE.length;
  const before = service.open(WRONG).findings();
  const told = (writtenAt: WrittenAt): readonly string[] =>
    names(service.open(WRONG).findings(undefined, { ...writtenAt, told: [] }));

  for (const keyboard of KEYBOARDS) {
    test(`${keyboard}: what was told stays, but for what is being written`, () => {
      const place = WRONG.indexOf('\n  ],');
      const container = ',\n    { "name": "log", "image": "fluent-bit", "user": "0", "cpu": 16 }';
      const typed = type(container, keyboard, WRONG.slice(0, place), WRONG.slice(place));
      for (const findings of tellings(typed, before)) {
        assert.deepEqual(
          names(before).filter((name) => !names(findings).includes(name)),
          [],
        );
      }
    });
  }

  test('nothing is told of a value that is being written', () => {
    assert.deepEqual(service.open(WRONG).unfinished(cursor), { start: cursor - '"bridg'.length, end: cursor + 1 });
    for (const writtenAt of [{ within: cursor, around: cursor }, { within: cursor }]) {
      assert.ok(names(before).includes(MISTYPED));
      assert.ok(!told(writtenAt).includes(MISTYPED));
    }
  });

  test('all is told of a value that is left', () => {
    assert.ok(told({ around: cursor }).includes(MISTYPED));
  });

  test('what is missing is told after a pause', () => {
    const missing = 'exec/task-role missingOnFargate';
    assert.ok(!told({ within: cursor, around: cursor }).includes(missing));
    assert.ok(told({ within: cursor }).includes(missing));
    assert.deepEqual(told({}), names(before));
  });
});
