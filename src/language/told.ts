import type { Finding, Range, TextEdit } from './api.ts';

/** What was told of a text, while it is being changed. */
export class Told {
  /** At their places in the text as it is now; fixes are those of a text that was. */
  findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    this.findings = findings;
  }

  /** Follows a change of the text. What is changed itself is no longer told. */
  change(edit: TextEdit): void {
    this.findings = this.findings.flatMap((finding) => {
      const range = moved(finding.range, edit);
      return range === undefined ? [] : [{ ...finding, range, fixes: [] }];
    });
  }
}

/** Where a place is after an edit. What is written around it or inside of it leaves it as it is. */
function moved({ start, end }: Range, edit: TextEdit): Range | undefined {
  const growth = edit.text.length - (edit.end - edit.start);
  if (edit.end <= start) {
    return { start: start + growth, end: end + growth };
  }
  if (edit.start >= end) {
    return { start, end };
  }
  return start < edit.start && edit.end < end ? { start, end: end + growth } : undefined;
}
