import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type * as vscode from 'vscode';
import { CleanLog } from '../../src/vscode/clean-log.ts';

/** As VS Code's: what is said after its end throws. */
function channel(said: string[]): vscode.LogOutputChannel {
  let isClosed = false;
  const say = (words: unknown): void => {
    if (isClosed) {
      throw new Error('Channel has been closed');
    }
    said.push(String(words));
  };
  return {
    name: 'log',
    get logLevel() {
      return assert.fail('nobody asks');
    },
    onDidChangeLogLevel: () => assert.fail('nobody asks'),
    trace: say,
    debug: say,
    info: say,
    warn: say,
    error: say,
    append: say,
    appendLine: say,
    replace: say,
    clear: () => say('clear'),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Only one of its overloads is.
    show: say,
    hide: () => say('hide'),
    dispose: () => (isClosed = true),
  };
}

suite('a log', () => {
  test('has an entry a line, and after its end throws nothing into what still goes on', () => {
    const said: string[] = [];
    const log = new CleanLog(channel(said));
    const sayAll = (): void => {
      for (const name of ['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine', 'replace'] as const) {
        log[name](`${name}\nit`);
      }
      for (const name of ['clear', 'show', 'hide'] as const) {
        log[name]();
      }
    };
    sayAll();
    assert.equal(said.length, 11);
    assert.ok(said.every((words) => !words.includes('\n')));
    log.dispose();
    sayAll();
    log.error(new Error('late'));
    assert.equal(said.length, 11);
  });
});
