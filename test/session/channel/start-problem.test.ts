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

  test('names the program that the container does not have, and the usual shell as such', () => {
    for (const [words, told] of [
      ['fork/exec /bin/sh: no such file or directory', 'The container has no shell: its image does not have /bin/sh.'],
      [
        'exec: "sh": executable file not found in $PATH',
        'The container has no shell: its image does not have /bin/sh.',
      ],
      ['fork/exec /bin/zsh: no such file or directory', 'The container does not have /bin/zsh.'],
      ['exec: "powershell.exe": executable file not found in %PATH%', 'The container does not have powershell.exe.'],
    ] as const) {
      assert.equal(startProblem(`Unable to start command: Failed to start pty: ${words}`)?.message, told);
    }
  });

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
