/** What begins with a slash, a tilde or a drive, or is written for Windows: it is not a path from somewhere. */
const NOT_RELATIVE = /^[/~]|^[A-Za-z]:|\\/;

/**
 * A path that is written in a file, as it is seen from a folder. That folder is given from the root, and the file's own
 * folder from that one, all with slashes; empty is the same place. Undefined where it leads out of the root, or is not
 * relative.
 */
export function seenFrom(folder: string, fromFolder: string, path: string): string | undefined {
  if (NOT_RELATIVE.test(path)) {
    return undefined;
  }
  const steps = followed([...stepsIn(folder), ...stepsIn(fromFolder), ...stepsIn(path)]);
  return steps === undefined ? undefined : pathFrom(folder, steps.join('/'));
}

/** The path from a folder to a file; both are given from the root, with slashes. */
export function pathFrom(folder: string, file: string): string {
  const here = stepsIn(folder);
  const there = stepsIn(file);
  const different = here.findIndex((step, index) => step !== there[index]);
  const shared = different < 0 ? here.length : different;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}

/** The folder of a file; empty for one without. */
export function folderIn(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function stepsIn(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}

function followed(steps: readonly string[]): readonly string[] | undefined {
  const done: string[] = [];
  for (const step of steps) {
    if (step !== '..') {
      done.push(step);
    } else if (done.pop() === undefined) {
      return undefined;
    }
  }
  return done;
}
