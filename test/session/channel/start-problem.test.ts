import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startProblem } from '../../../src/session/channel/start-problem.ts';

const heading = '\n----------ERROR-------\n';

suite('what the agent says when it cannot start a session', () => {
  for (const [words, code, next] of [
    [
      `${heading}Unable to start command: Failed to parse commands input: EOF found when expecting closing quote\n\n`,
      'session/bad-command',
      'Fix the setting ecs-exec.command.',
    ],
    [
      'Commands cannot be empty for session type InteractiveCommands\n\n',
      'session/no-command',
      'Set ecs-exec.command to',
    ],
    [
      `${heading}Encountered error while initiating handshake. client does not support required encryption context random challenge\n\n`,
      'session/challenge-required',
      'Open a new session',
    ],
    [
      `${heading}Unable to start command: Failed to start pty: fork/exec /bin/zsh: no such file or directory\n\n`,
      'session/no-shell',
      'Set ecs-exec.command to',
    ],
    [
      `${heading}Unable to start command: Failed to start pty: exec: "zsh": executable file not found in $PATH\n\n`,
      'session/no-shell',
      'Set ecs-exec.command to',
    ],
    [
      `${heading}Unable to start command: Failed to start pty: fork/exec /tmp: permission denied\n\n`,
      'session/shell-not-run',
      'Set ecs-exec.command to',
    ],
  ] as const) {
    test(`is told as ${code}: ${words.trim().slice(-40)}`, () => {
      const problem = startProblem(words);
      assert.equal(problem?.code, code);
      assert.ok(problem.nextStep);
      assert.ok(problem.nextStep.template.startsWith(next), problem.nextStep.template);
    });
  }

  test('is left to the agent where it means something else', () => {
    for (const words of [
      '',
      'The session was idle for too long.',
      `${heading}Unable to start command: Failed to start pty: resource temporarily unavailable`,
    ]) {
      assert.equal(startProblem(words), undefined);
    }
  });
});
