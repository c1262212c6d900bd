import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

/**
 * Programs that are made to be process 1 of a container: they adopt and reap the children of others. They have these
 * names wherever they stand.
 */
const INITS: ReadonlySet<string> = new Set([
  'catatonit',
  'docker-init',
  'dumb-init',
  'my_init',
  's6-svscan',
  'systemd',
  'tini',
  'tini-static',
]);

/** `/init` of s6-overlay, and `/sbin/init` of most distributions. In `terraform init`, it is something else. */
const INIT_PATH = /^\/(?:(?:usr\/)?s?bin\/)?init$/;

const SHELLS: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'sh', 'zsh']);

/**
 * Whether the first process of a container is known to be an init process, by its `entryPoint` and `command`; undefined
 * where a placeholder stands for it. What an image starts of its own is not known, and counts as no.
 */
export function startsInit(container: Container): boolean | undefined {
  const words = [...container.get('entryPoint').items, ...container.get('command').items];
  const [first, second, third] = words;
  if (first === undefined) {
    return false;
  }
  const program = programIn(first);
  if (program === undefined || isInit(program)) {
    return program === undefined ? undefined : true;
  }
  if (SHELLS.has(nameOf(program)) && third !== undefined && second?.string?.startsWith('-') === true) {
    const line = programIn(third);
    return line === undefined ? undefined : isInit(line);
  }
  // A script as entry point mostly ends with `exec "$@"`, which makes the command process 1.
  return second !== undefined && isInit(programIn(second) ?? '');
}

/** The first word of a command line, after `exec`. */
function programIn(line: Value): string | undefined {
  return line.string === undefined ? undefined : /^\s*(?:exec\s+)?(\S*)/.exec(line.string)?.[1];
}

function isInit(program: string): boolean {
  return INIT_PATH.test(program) || INITS.has(nameOf(program));
}

function nameOf(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
