import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LogEvent, LogPage, LogQuery } from '../../../src/aws/api/logs.ts';
import { GroupReader } from '../../../src/live/logs/group-reader.ts';
import { Seen } from '../../../src/live/logs/seen.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';

/** A group with some streams, each of which has one event. */
class Group {
  readonly asked: LogQuery[] = [];
  readonly existing: Set<string>;
  /** In place of what it would answer. */
  answer: ((query: LogQuery) => LogPage) | undefined;

  constructor(...existing: readonly string[]) {
    this.existing = new Set(existing);
  }

  events(query: LogQuery): Promise<LogPage> {
    this.asked.push(query);
    if (query.streams.some((name) => !this.existing.has(name))) {
      return Promise.reject(new Problem('log-stream-not-found', sentence('It does not exist.')));
    }
    return Promise.resolve(
      this.answer?.(query) ?? {
        events: query.streams.map((stream) => eventOf(stream)),
        token: undefined,
      },
    );
  }
}

const eventOf = (stream: string, id = stream): LogEvent => ({ id, stream, time: 1, message: id });
const options = (now = 0) => ({ from: 0, pattern: undefined, now, signal: new AbortController().signal });
const numbered = (count: number) => Array.from({ length: count }, (_, number) => `s${number}`);

function readerOf(group: Group, streams: readonly string[], seen = new Seen()): GroupReader {
  const reader = new GroupReader(group, { region: 'r', group: 'g' }, seen);
  reader.streams = new Set(streams);
  return reader;
}

suite('the events of a group', () => {
  test('are read of at most a hundred streams at once', async () => {
    const group = new Group(...numbered(250));
    const reader = readerOf(group, numbered(250));
    assert.equal((await reader.read(options())).events.length, 250);
    assert.deepEqual(
      group.asked.map(({ streams }) => streams.length),
      [100, 100, 50],
    );
    assert.equal(reader.calls, 3);
  });

  test('are read though one of many streams does not exist, which is looked for later', async () => {
    const group = new Group(...numbered(8).filter((name) => name !== 's3'));
    const reader = readerOf(group, numbered(8));
    let now = 0;
    while (reader.existing.size < 7) {
      await reader.read(options((now += 10_000)));
    }
    assert.ok(group.asked.length < 16, `${group.asked.length} questions`);
    group.existing.add('s3');
    const asked = group.asked.length;
    await reader.read(options(now + 1));
    assert.equal(group.asked.length, asked + 1, 'not at once');
    await reader.read(options(now + 10_000));
    assert.ok(!reader.isWaiting);
  });

  test('of a stream that was deleted are waited for again', async () => {
    const group = new Group('a', 'b');
    const reader = readerOf(group, ['a', 'b']);
    await reader.read(options());
    group.existing.delete('a');
    await reader.read(options());
    assert.deepEqual([...reader.existing], ['b']);
    reader.streams = new Set(['b']);
    assert.ok(!reader.isWaiting);
  });

  test('are no longer read where a page is known, or comes again', async () => {
    const group = new Group('a');
    const seen = new Seen();
    const reader = readerOf(group, ['a'], seen);
    group.answer = ({ token }) => ({ events: [eventOf('a', token ?? 'first')], token: 'same' });
    const { events, isCut } = await reader.read(options());
    assert.equal(isCut, false);
    assert.equal(group.asked.length, 2);
    events.forEach((event) => seen.read(event));
    await reader.read(options());
    assert.equal(group.asked.length, 3);
  });

  test('are read again where a later page could not be read', async () => {
    const group = new Group('a');
    const reader = readerOf(group, ['a']);
    let isBusy = true;
    group.answer = ({ token }) => {
      if (token !== undefined && isBusy) {
        throw new Problem('throttled', sentence('Too many calls.'));
      }
      return { events: [eventOf('a', token ?? 'newest')], token: token === undefined ? 'older' : undefined };
    };
    await assert.rejects(async () => reader.read(options()), { code: 'throttled' });
    isBusy = false;
    const { events } = await reader.read(options());
    assert.deepEqual(
      events.map(({ id }) => id),
      ['older', 'newest'],
    );
  });

  test('have an end, also where AWS has none', async () => {
    const group = new Group('a');
    const reader = readerOf(group, ['a']);
    group.answer = ({ token = '0' }) => ({ events: [], token: String(Number(token) + 1) });
    assert.deepEqual(await reader.read(options()), { events: [], read: 0, isCut: true });
    assert.equal(group.asked.length, 30);
  });

  test('are no more than can be shown', async () => {
    const group = new Group('a');
    const reader = readerOf(group, ['a']);
    group.answer = ({ token = '0' }) => ({
      events: Array.from({ length: 4_000 }, (_, at) => eventOf('a', `${token}-${at}`)),
      token: String(Number(token) + 1),
    });
    const { events, isCut } = await reader.read(options());
    assert.deepEqual([events.length, isCut], [12_000, true]);
  });
});
