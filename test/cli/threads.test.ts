import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { LinterSettings } from '../../src/cli/create-linter.ts';
import { LEAST_FOR_THREADS } from '../../src/cli/lint-files.ts';
import type { LintThread } from '../../src/cli/thread-pool.ts';
import { WorkerThread } from '../../src/cli/worker.ts';
import { Linter, type Outcome, REFUSED, WRONG } from './linter.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const COUNT = LEAST_FOR_THREADS + 123;

const linter = new Linter();
before(() => {
  linter.write('ecs-exec.config.json', '{ "rules": { "task/container-name": "warning", "none": "off" } }');
  linter.write('last/ecs-exec.config.json', '{ "rules": { "no-such-rule": "off" } }');
  linter.write('last/td.json', WRONG);
  for (let index = 0; index < COUNT; index++) {
    const text = index % 3 === 0 ? WRONG : index % 3 === 1 ? REFUSED : '{}';
    linter.write(`${String(index).padStart(4, '0')}.json`, index === 77 ? Buffer.from(`\xff${WRONG}`, 'latin1') : text);
  }
});
after(() => linter[Symbol.dispose]());

function run(startThreads?: (settings: LinterSettings) => readonly LintThread[]): Promise<Outcome> {
  return linter.run(['.', '--format', 'json'], '', startThreads);
}

function workers(settings: LinterSettings): readonly LintThread[] {
  return [1, 2].map(() => new WorkerThread(new Worker(MAIN, { workerData: settings })));
}

suite('many files in several threads', () => {
  test('give what they give in one, in the same order', async () => {
    const alone = await run();
    assert.equal(alone.code, 2);
    assert.match(alone.error, /^0077\.json is not text/);
    const findings = JSON.parse(alone.out) as { path: string }[];
    assert.ok(findings.length > COUNT / 2);
    assert.deepEqual(await run(workers), alone);
  });

  test('are all checked, whatever becomes of the other threads', async () => {
    const alone = await run();
    let asked = 0;
    const dead: LintThread = {
      lint: () => (asked++, Promise.reject(new Error('It has ended.'))),
      end: () => undefined,
    };
    assert.deepEqual(await run(() => [dead]), alone);
    assert.ok(asked > 0);
    const crashing = (): LintThread => new WorkerThread(new Worker('process.exit(3)', { eval: true }));
    assert.deepEqual(await run(() => [crashing()]), alone);
    const throwing = (): LintThread => new WorkerThread(new Worker('throw new Error("no")', { eval: true }));
    assert.deepEqual(await run(() => [throwing()]), alone);
  });

  test('are written by this one alone', async () => {
    let threads = 0;
    await linter.run(['.', '--fix', '--format', 'json'], '', () => (threads++, []));
    await linter.run(['0001.json'], '', () => (threads++, []));
    assert.equal(threads, 0);
  });

  test('are checked by a worker as by this thread', async () => {
    const settings = { folder: linter.folder, config: undefined, fix: false };
    const thread = new WorkerThread(new Worker(MAIN, { workerData: settings }));
    const target = { file: join(linter.folder, '0000.json'), isNamed: true };
    const [first, second] = await Promise.all([thread.lint([target]), thread.lint([target, target])]);
    assert.equal(first.reports.length, 1);
    assert.equal(second.reports.length, 2);
    assert.equal(first.reports[0]?.findings[0]?.rule, 'exec/readonly-root-filesystem');
    thread.end();
    await assert.rejects(Promise.all([thread.lint([target]), thread.lint([target])]));
  });
});
