import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Notices } from '../../../src/vscode/terminal/notices.ts';

function shown(messages: readonly string[], isWrittenOn: boolean): Record<'screen' | 'notification' | 'log', string[]> {
  const places = { screen: [] as string[], notification: [] as string[], log: [] as string[] };
  const notices = new Notices({
    screen: (message) => places.screen.push(message),
    notification: (message) => places.notification.push(message),
    log: (message) => places.log.push(message),
  });
  for (const message of messages) {
    notices.show(message, isWrittenOn);
  }
  return places;
}

suite("an agent's words to the user", () => {
  test('are on the screen before the first output', () => {
    assert.deepEqual(shown(['one', 'two'], false), { screen: ['one', 'two'], notification: [], log: [] });
  });

  test('become a few notifications after it, and the rest goes to the log', () => {
    const many = Array.from({ length: 20 }, (_, n) => `notice ${n}`);
    const { screen, notification, log } = shown(many, true);
    assert.deepEqual(screen, []);
    assert.deepEqual(notification, many.slice(0, 3));
    assert.deepEqual(log, many.slice(3));
  });
});
