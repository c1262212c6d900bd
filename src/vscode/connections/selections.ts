/**
 * What the user has selected for one connection. A part that is left out is as the settings have it; an empty one is
 * that of the environment or of the profile, whatever the settings have.
 */
export interface Selection {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** Connections that a window can have. Each of them is asked when the view is opened. */
export const MOST_CONNECTIONS = 20;

/** What a workspace remembers, whatever another version has written there; never none. */
export function readSelections(stored: unknown): readonly [Selection, ...Selection[]] {
  const [first, ...others] = Array.isArray(stored) ? stored.slice(0, MOST_CONNECTIONS).map(toSelection) : [];
  return first === undefined ? [{}] : [first, ...others];
}

function toSelection(stored: unknown): Selection {
  const { profile, region } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    ...(typeof profile === 'string' && { profile }),
    ...(typeof region === 'string' && { region }),
  };
}

/** A part of a choice: the selected one, or that of the settings; undefined for the environment's or the profile's. */
export function partOf(selected: string | undefined, inSettings: string | undefined): string | undefined {
  return selected === undefined ? inSettings : selected === '' ? undefined : selected;
}
