import type { TextFile } from '../../src/language/api.ts';
import { createLanguageService, readConfiguration } from '../../src/language/index.ts';
import { english } from '../../src/text.ts';
import type { Output } from '../support/growth.ts';
import { NEIGHBOURS } from './neighbours.ts';

const service = createLanguageService();
const FILE: TextFile = { name: 'task-definition.json', isUtf16: true, isNamed: true };
const READ_ONLY = readConfiguration('{"preset": "read-only-root-filesystem"}').configuration;

/** All that an editor asks the language service about a document, once. */
export function askEverything(text: string): Output {
  const opened = service.open(text).beside(NEIGHBOURS);
  const findings = opened.findings();
  service.open(text).findings(READ_ONLY);
  const inFile = service.open(text, FILE).findings();
  const some = [...findings.slice(0, 3), ...findings.slice(-3), ...inFile.slice(0, 3)];
  const edits = some.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits()));
  service.open(text).beside(NEIGHBOURS).fixAll();
  for (const finding of some.slice(-1)) {
    service.open(text).suppress(finding, true);
  }
  const name = text.lastIndexOf('"name"') + 9;
  service.open(text).hover(name);
  service.open(text).symbols.definition(name);
  service.open(text).beside(NEIGHBOURS).symbols.references(name, true);
  service.open(text).symbols.rename(name, 'other');
  const action = text.indexOf('"Action"') + 12;
  service.open(text).hover(action);
  service.open(text).symbols.completions(action);
  const links = text.indexOf('"links"');
  service.open(text).symbols.completions(links < 0 ? text.length >> 1 : links + 12);
  const sentences = findings.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]);
  return {
    findings: findings.length,
    'characters of sentences': sentences.reduce((sum, sentence) => sum + english(sentence).length, 0),
    'characters of edits': edits.reduce((sum, edit) => sum + edit.text.length + 1, 0),
  };
}
