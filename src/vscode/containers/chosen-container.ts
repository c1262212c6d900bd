import type { LiveContainer } from '../../live/container.ts';

/** A container that the user has chosen. */
export interface ChosenContainer extends LiveContainer {
  /** Whether a service was chosen, and this is in the newest of its tasks that is ready. */
  readonly isNewest?: boolean;
}
