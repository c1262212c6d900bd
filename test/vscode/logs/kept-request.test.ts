import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Connections } from '../../../src/vscode/connections/connections.ts';
import { keptOf, requestOfKept } from '../../../src/vscode/logs/kept-request.ts';
import type { LogRequest } from '../../../src/vscode/logs/log-terminal.ts';
import { connectionTo } from '../../support/connections.ts';
import { container, task } from '../../support/live-tasks.ts';

const connection = connectionTo({});
const connections = {
  again: (key: string) => (key === connection.key ? connection : undefined),
} as unknown as Connections;
const main = { ...container(), name: 'web' };
const other = { ...container(), name: 'worker' };
const runs = task('shop', 'web', 'a', { containers: [main, other] });
const words = { key: 'key', name: 'web', title: 'Logs of web', connection };
const requests: Readonly<Record<string, LogRequest>> = {
  'a container': {
    ...words,
    subject: { kind: 'task', task: runs, containers: [main] },
    style: { withTask: false, withContainer: false },
  },
  'a task that has stopped': {
    ...words,
    subject: { kind: 'task', task: { ...runs, lastStatus: 'STOPPED' }, containers: [main, other] },
    style: { withTask: false, withContainer: true },
  },
  'a service': {
    ...words,
    subject: { kind: 'service', clusterArn: runs.clusterArn, service: 'web' },
    style: { withTask: true, withContainer: true },
  },
};

suite('logs in the next window', () => {
  for (const [what, request] of Object.entries(requests)) {
    test(`are those of ${what} again`, () => {
      const again = requestOfKept(keptOf(request), connections);
      assert.ok(again);
      const { subject, ...rest } = again;
      const { subject: before, ...others } = request;
      assert.deepEqual(rest, others);
      if (subject.kind === 'service' || before.kind === 'service') {
        assert.deepEqual(subject, before);
        return;
      }
      const { arn, id, clusterArn, definition, lastStatus } = subject.task;
      const { task: wanted } = before;
      assert.deepEqual([arn, clusterArn, definition], [wanted.arn, wanted.clusterArn, wanted.definition]);
      assert.ok(arn.endsWith(id));
      assert.equal(lastStatus === 'STOPPED', wanted.lastStatus === 'STOPPED');
      assert.deepEqual(
        subject.containers.map(({ name }) => name),
        before.containers.map(({ name }) => name),
      );
      assert.deepEqual(keptOf(again), keptOf(request));
    });
  }

  test('are not there where nobody can be asked for them', () => {
    for (const request of Object.values(requests)) {
      assert.equal(requestOfKept({ ...keptOf(request), connection: 'no key' }, connections), undefined);
    }
  });
});
