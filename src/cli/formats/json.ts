import { escapeJson } from '../../sanitize.ts';
import type { Formatter } from './format.ts';

/** One object a finding, for programs. */
export const json: Formatter = (reports) =>
  escapeJson(
    JSON.stringify(
      reports.flatMap(({ path, findings }) => findings.map(({ excerpt: _, ...finding }) => ({ path, ...finding }))),
      undefined,
      2,
    ),
  );
