/** How a protocol writes data in XML. */
export interface XmlStyle {
  /** The element of each item of a list. */
  readonly item: string;
  /** What a member's element is called; by its own name unless given. */
  readonly elementOf?: (member: string, owner: object) => string;
}

/** The elements of a structure. What is undefined is left out; dates are in ISO 8601, lists are items in an element. */
export function elements(value: object, style: XmlStyle): string {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null)
    .map(([name, member]) => element(style.elementOf?.(name, value) ?? name, member, style))
    .join('');
}

export function element(name: string, value: unknown, style: XmlStyle): string {
  return `<${name}>${content(value, style)}</${name}>`;
}

function content(value: unknown, style: XmlStyle): string {
  if (Array.isArray(value)) {
    return value.map((item) => element(style.item, item, style)).join('');
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === 'object' && value !== null ? elements(value, style) : escapeXml(String(value));
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
