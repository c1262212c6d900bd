import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import { CHALLENGE_REQUIRED } from '../api.ts';
import { inOneLine } from '../wire/messages.ts';

/**
 * What it means when the agent could not start what a session is for; undefined where it says something else. Its words
 * are those of amazon-ssm-agent 3.3, which passes on Go's for programs that it cannot run.
 */
export function startProblem(message: string): Problem | undefined {
  const words = inOneLine(message);
  if (/unable to start command: failed to parse commands input/i.test(words)) {
    return new Problem(
      'session/bad-command',
      sentence(
        'The exec agent cannot read the command line: it has a quotation mark that is not closed, or ' +
          'ends with a backslash.',
      ),
      sentence('Fix the setting ecs-exec.command.'),
    );
  }
  if (/commands cannot be empty for session type/i.test(words)) {
    return new Problem(
      'session/no-command',
      sentence('The command line for the container is empty.'),
      sentence('Set ecs-exec.command to a shell that the container has, such as /bin/sh.'),
    );
  }
  if (/does not support required encryption context random challenge/i.test(words)) {
    return new Problem(
      CHALLENGE_REQUIRED,
      sentence("The exec agent requires its random challenge in the encryption context of the session's key."),
      sentence(
        'Open a new session: it answers the challenge. If KMS refuses it, allow ' +
          'aws:ssm:RandomChallenge in the policy of the key.',
      ),
    );
  }
  if (/unable to start command: failed to start pty/i.test(words)) {
    return /permission denied|exec format error/i.test(words)
      ? new Problem(
          'session/shell-not-run',
          sentence('The shell exists in the container, but cannot run there.'),
          sentence('Set ecs-exec.command to another shell that the container has, such as /bin/sh.'),
        )
      : /no such file or directory|executable file not found/i.test(words)
        ? new Problem('session/no-shell', withoutShell(programIn(words)), OTHER_SHELL)
        : undefined;
  }
  return undefined;
}

/** The shell that nearly every image of Linux has which has one at all. */
const USUAL_SHELL = '/bin/sh';

const OTHER_SHELL = sentence(
  'Set ecs-exec.command to a shell that the container has. If its image has no shell, add a container that has one ' +
    'to the task.',
);

/** What it means that a program cannot be found; undefined where nobody says which. */
export function withoutShell(program: string | undefined = USUAL_SHELL): Text {
  return program === USUAL_SHELL || program === 'sh'
    ? sentence('The container has no shell: its image does not have {0}.', USUAL_SHELL)
    : sentence('The container does not have {0}.', program);
}

/** Go's words name it in two ways: with its path, or as it is looked for. */
function programIn(words: string): string | undefined {
  const [, path, name] = /fork\/exec ([^:]+): |exec: "([^"]+)": /.exec(words) ?? [];
  return path ?? name;
}
