/** The object that a payload is in JSON; undefined if it is anything else. */
export function parseJson(payload: Uint8Array | string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(payload.toString());
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
