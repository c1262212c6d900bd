import type { Json } from '../../../../src/language/syntax/value.ts';

/** YAML in whatever style the choices say, each used in turn. Its names are plain words. */
export function formatYaml(value: Json, choices: readonly number[]): string {
  let next = 0;
  const choice = (count: number): number => (choices[next++ % choices.length] ?? 0) % count;
  const lineBreak = choice(4) === 3 ? '\r\n' : '\n';
  const comment = (): string => (choice(5) === 4 ? ' # c' : '');
  const end = (): string => comment() + lineBreak + (choice(6) === 5 ? `# line${lineBreak}` : '');

  const string = (text: string, isInFlow: boolean): string => {
    if (/^[a-z]+$/.test(text) && text !== 'no' && choice(2) === 0) {
      return text;
    }
    return choice(2) === 0 && !isInFlow && !text.includes('\n')
      ? `'${text.replaceAll("'", "''")}'`
      : JSON.stringify(text);
  };
  const scalar = (json: string | number | boolean | null, isInFlow: boolean): string =>
    typeof json === 'string' ? string(json, isInFlow) : json === null ? (choice(2) === 0 ? '~' : 'null') : String(json);

  const flow = (json: Json): string => {
    const gap = ['', ' ', `${lineBreak}${' '.repeat(40)}`][choice(3)] ?? '';
    if (Array.isArray(json)) {
      const items = (json as readonly Json[]).map(flow);
      return `[${gap}${items.join(`,${gap}`)}${items.length > 0 && choice(4) === 3 ? ',' : ''}]`;
    }
    if (typeof json !== 'object' || json === null) {
      return scalar(json, true);
    }
    const quote = choice(2) === 0 ? '"' : '';
    const properties = Object.entries(json).map(([key, item]) => `${quote}${key}${quote}: ${flow(item)}`);
    return `{${gap}${properties.join(`,${gap}`)}${properties.length > 0 && choice(4) === 3 ? ',' : ''}}`;
  };

  /** What follows a colon or a dash. */
  const after = (json: Json, column: number, isElement: boolean): string => {
    const spaces = ' '.repeat(column);
    if (typeof json === 'string' && /^[a-z]+\n[a-z]+\n$/.test(json) && choice(2) === 0) {
      return ` |${comment()}${lineBreak}${json.replace(/^(?=.)/gm, `${spaces}  `).replaceAll('\n', lineBreak)}${choice(3) === 2 ? lineBreak : ''}`;
    }
    if (typeof json !== 'object' || json === null) {
      return json === null && choice(2) === 0 ? end() : ` ${scalar(json, false)}${end()}`;
    }
    if (Object.keys(json).length === 0 || choice(3) === 2) {
      return ` ${flow(json)}${end()}`;
    }
    if (Array.isArray(json)) {
      const inner = column + (isElement ? 2 : ([0, 2, 4][choice(3)] ?? 2));
      return `${isElement && choice(2) === 0 ? ' ' : `${end()}${' '.repeat(inner)}`}${lines(json as readonly Json[], inner)}`;
    }
    const inner = column + (isElement ? 2 : ([1, 2, 4][choice(3)] ?? 2));
    return `${isElement ? ' ' : end() + ' '.repeat(inner)}${properties(json as Readonly<Record<string, Json>>, inner)}`;
  };
  const lines = (items: readonly Json[], column: number): string =>
    items.map((item) => `-${after(item, column, true)}`).join(' '.repeat(column));
  const properties = (object: Readonly<Record<string, Json>>, column: number): string =>
    Object.entries(object)
      .map(([key, item]) => `${key}:${after(item, column, false)}`)
      .join(' '.repeat(column));

  const head = ['', '# head\n', '---\n', '\uFEFF'][choice(4)] ?? '';
  const isBlock = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  const body = isBlock ? properties(value as Readonly<Record<string, Json>>, 0) : flow(value);
  return head + (choice(5) === 4 ? body.trimEnd() : body);
}
