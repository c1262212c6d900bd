/** An object read from JSON that may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes of JSON that are read. What the agent says in it has some hundred; its last words may have some thousand. */
export const LARGEST_JSON = 64 * 1024;

/** The object that a payload holds as JSON; undefined if it is anything else, or larger than {@link LARGEST_JSON}. */
export function readObject(payload: Uint8Array): JsonObject | undefined {
  if (payload.length > LARGEST_JSON) {
    return undefined;
  }
  try {
    return asObject(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The text, or none where there is something else. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
