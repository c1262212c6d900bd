import { sentence, type Text } from '../../text.ts';
import type { FileEdit, Refusal, RenameTarget, SymbolKind } from '../api.ts';
import { isName, isPortName, LONGEST_NAME, LONGEST_PORT_NAME } from '../documents/legal-name.ts';
import { hasPlaceholder } from '../syntax/placeholder.ts';
import { type Found, isDefinition, placeOf } from './find.ts';
import { type Name, written } from './name.ts';

/** What renaming needs to know of a kind of names, and says of it. */
interface Rules {
  readonly isLegal: (name: string) => boolean;
  readonly illegal: Text;
  readonly taken: (name: string) => Text;
  readonly elsewhere: (name: string) => Text;
}

const RULES: Readonly<Record<SymbolKind, Rules>> = {
  container: {
    isLegal: isName,
    illegal: sentence(
      'Choose a name of 1 to {0} letters, digits, hyphens and underscores for the container.',
      LONGEST_NAME,
    ),
    taken: (name) => sentence('Choose another name: there already is a container "{0}".', name),
    elsewhere: (name) => sentence('Container "{0}" is not defined in this file. Rename it where it is defined.', name),
  },
  volume: {
    isLegal: isName,
    illegal: sentence(
      'Choose a name of 1 to {0} letters, digits, hyphens and underscores for the volume.',
      LONGEST_NAME,
    ),
    taken: (name) => sentence('Choose another name: there already is a volume "{0}".', name),
    elsewhere: (name) => sentence('Volume "{0}" is not defined in this file. Rename it where it is defined.', name),
  },
  port: {
    isLegal: isPortName,
    illegal: sentence(
      'Choose a name of 1 to {0} lowercase letters, digits, hyphens and underscores for the port. It ' +
        'cannot start with a hyphen.',
      LONGEST_PORT_NAME,
    ),
    taken: (name) => sentence('Choose another name: there already is a port "{0}".', name),
    elsewhere: (name) => sentence('Port "{0}" is not defined in this file. Rename it where it is defined.', name),
  },
};

export function prepareRename(found: Found | undefined): RenameTarget | Refusal {
  const target = renamable(found);
  return 'reason' in target ? target : { range: target.name.range, name: target.name.name };
}

export function rename(found: Found | undefined, newName: string): readonly FileEdit[] | Refusal {
  const target = renamable(found);
  if ('reason' in target) {
    return target;
  }
  const { name, kin } = target;
  if (name.name === newName) {
    return [];
  }
  const { isLegal, illegal, taken } = RULES[name.kind];
  // What a placeholder will say cannot be known.
  if (!isLegal(newName) && !hasPlaceholder(newName)) {
    return { reason: illegal };
  }
  if (kin.some((other) => other.isDefinition && other.name === newName)) {
    return { reason: taken(newName) };
  }
  return renamedWith(target).map((each) => ({
    ...placeOf(each),
    text: written(newName, each),
  }));
}

/**
 * Of several things with one name, the one at hand alone: whoever renames it wants to tell them apart. What refers to
 * the name goes with the first.
 */
function renamedWith({ name, same }: Found): readonly Name[] {
  const first = same.find(isDefinition);
  return name.isDefinition && name !== first ? [name] : same.filter((other) => !other.isDefinition || other === first);
}

function renamable(found: Found | undefined): Found | Refusal {
  if (found === undefined) {
    return { reason: sentence('Only the names of containers, volumes and ports can be renamed.') };
  }
  const { name, same, isComplete } = found;
  if (!same.some(isDefinition)) {
    return { reason: RULES[name.kind].elsewhere(name.name) };
  }
  if (!isComplete) {
    return { reason: sentence('Correct the syntax errors first: renaming could miss a place.') };
  }
  return found;
}
