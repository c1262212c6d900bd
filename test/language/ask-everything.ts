import { createLanguageService } from '../../src/language/index.ts';
import { english } from '../../src/text.ts';
import type { Output } from '../support/growth.ts';

const service = createLanguageService();

/** All that an editor asks the language service about a document, once. */
export function askEverything(text: string): Output {
  const analysis = service.analyze(text);
  const { findings } = analysis;
  analysis.syntaxError?.();
  service.analyze(text, { preset: 'read-only-root-filesystem', levels: new Map() });
  const some = [...findings.slice(0, 3), ...findings.slice(-3)];
  const edits = some.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits()));
  service.fixAll(text);
  for (const finding of some.slice(-1)) {
    service.suppress(text, finding, true);
  }
  const name = text.lastIndexOf('"name"') + 9;
  service.hover(text, name);
  service.symbols.definition(text, name);
  service.symbols.references(text, name, true);
  service.symbols.rename(text, name, 'other');
  const links = text.indexOf('"links"');
  service.symbols.completions(text, links < 0 ? text.length >> 1 : links + 12);
  const sentences = findings.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]);
  return {
    findings: findings.length,
    'characters of sentences': sentences.reduce((sum, sentence) => sum + english(sentence).length, 0),
    'characters of edits': edits.reduce((sum, edit) => sum + edit.text.length + 1, 0),
  };
}
