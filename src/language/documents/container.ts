import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { agentVariables, type Variable } from './agent-variables.ts';
import { type ImageFault, imageFault } from './image.ts';
import { labelOf } from './label.ts';

/** One container definition: an object in `containerDefinitions`. */
export class Container {
  readonly value: Value;
  /** How to call it in a sentence: its name as written, or its place in the list where it has none. */
  readonly label: string;
  /** Whether a script has to complete it, because it has no name or no image. */
  readonly isFragment: boolean;
  #variables: readonly Variable[] | undefined;
  #imageFault: { readonly fault: ImageFault | undefined } | undefined;

  constructor(value: Value, index: number) {
    this.value = value;
    this.label = labelOf(value, index);
    this.isFragment = isFragment(value);
  }

  /**
   * The value at the end of a path of property names. A container without a name or an image cannot be
   * registered: a script completes it, and what is missing now is unknown.
   */
  get(name: string, inner?: string, innermost?: string): Value {
    const value = this.value.get(name, inner, innermost);
    return this.isFragment && value.isAbsent ? UNKNOWN : value;
  }

  /** The environment variables that ECS Exec's agent heeds. */
  get agentVariables(): readonly Variable[] {
    return (this.#variables ??= agentVariables(this.get('environment'), this.get('secrets')));
  }

  /** What is wrong with the text of its image, as far as that is known. */
  get imageFault(): ImageFault | undefined {
    return (this.#imageFault ??= { fault: imageFault(this.value.get('image').string ?? '') }).fault;
  }
}

/** Whether a script has to complete a container definition, because it has no name or no image. */
export function isFragment(container: Value): boolean {
  return !container.has('name') || !container.has('image');
}
