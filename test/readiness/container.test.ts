import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Container, Task } from '../../src/aws/api/tasks.ts';
import { execReadiness, nextStep, summarize } from '../../src/readiness/container.ts';
import { english, sentence } from '../../src/text.ts';
import { container, webTask } from '../support/live-tasks.ts';

function state(taskChange: Partial<Task>, containerChange: Partial<Container> = {}): string {
  return execReadiness(webTask(taskChange), container(containerChange)).state;
}

suite('exec readiness', () => {
  test('a running task with exec and a running agent is ready', () => {
    assert.equal(state({}), 'ready');
    assert.equal(nextStep({ state: 'ready' }), undefined);
  });

  test('exec that was off stays off, whatever the agent says', () => {
    assert.equal(state({ execEnabled: false }), 'off');
  });

  test('an agent that stopped tells its reason', () => {
    const readiness = execReadiness(
      webTask(),
      container({ execAgent: { status: 'STOPPED', reason: 'Received Container Exit event' } }),
    );
    assert.equal(english(summarize(readiness)), 'exec agent not running: Received Container Exit event');
  });

  test('where the reason is known, nobody guesses at another', () => {
    const words = (reason: string | undefined): string =>
      english(nextStep({ state: 'agent-stopped', reason }) ?? sentence(''));
    assert.match(words(undefined), /task role/);
    assert.doesNotMatch(words('No space left on device'), /task role/);
  });

  test('a container without an agent, as a sidecar, says so', () => {
    assert.equal(state({}, { execAgent: undefined }), 'no-agent');
  });

  test('a sidecar is not taken for what may be the user’s own', () => {
    const words = (name: string): string =>
      english(nextStep(execReadiness(webTask(), container({ name, execAgent: undefined }))) ?? sentence(''));
    assert.match(words('web'), /If this one is yours/);
    assert.doesNotMatch(words('ecs-service-connect-x1'), /yours/);
  });

  test('what is on its way is starting', () => {
    for (const lastStatus of ['PROVISIONING', 'PENDING', 'ACTIVATING']) {
      assert.equal(state({ lastStatus }, { execAgent: undefined }), 'starting');
    }
    assert.equal(state({}, { execAgent: { status: 'PENDING', reason: undefined } }), 'starting');
  });

  test('what ends is not ready', () => {
    assert.equal(state({ desiredStatus: 'STOPPED' }), 'ended');
    assert.equal(state({ lastStatus: 'DEPROVISIONING' }), 'ended');
    assert.equal(state({}, { lastStatus: 'STOPPED' }), 'ended');
  });

  test('whatever is not ready has a next step', () => {
    for (const readiness of [
      { state: 'starting' },
      { state: 'ended' },
      { state: 'agent-stopped', reason: undefined },
      { state: 'no-agent', isSidecar: false },
      { state: 'off' },
    ] as const) {
      assert.notEqual(nextStep(readiness), undefined);
    }
  });
});
