import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Absence } from '../../../src/vscode/terminal/absence.ts';
import { FakeClock } from '../../session/support/fake-clock.ts';

function absence() {
  const clock = new FakeClock();
  const told: boolean[] = [];
  return {
    clock,
    told,
    absence: new Absence(
      (delay, call) => clock.after(delay, call),
      (isLong) => told.push(isLong),
    ),
  };
}

suite('a connection that is lost', () => {
  test('and comes back at once is not worth a word', () => {
    const { clock, told, absence: connection } = absence();
    for (let hour = 0; hour < 3; hour += 1) {
      connection.lost();
      clock.advance(200);
      connection.back();
      clock.advance(3_600_000);
    }
    assert.deepEqual(told, []);
    assert.equal(clock.pending, 0);
  });

  test('for longer is told of once, and so is its return', () => {
    const { clock, told, absence: connection } = absence();
    connection.lost();
    clock.advance(1_500);
    assert.deepEqual(told, [true]);
    connection.lost();
    clock.advance(60_000);
    connection.back();
    connection.back();
    assert.deepEqual(told, [true, false]);
  });

  test('for good has no return', () => {
    const { clock, told, absence: connection } = absence();
    connection.lost();
    connection.end();
    clock.advance(60_000);
    connection.lost();
    clock.advance(60_000);
    connection.end();
    connection.back();
    assert.deepEqual(told, [true]);
  });
});
