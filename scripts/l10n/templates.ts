import ts from 'typescript';

/** What a source file says to its users, and the calls whose sentence cannot be read from the source. */
export interface Collected {
  readonly templates: readonly string[];
  /** Each as `file:line: what is wrong and what to write instead`. */
  readonly mistakes: readonly string[];
}

/** Most files have none, and parsing takes long. */
const MAY_HAVE_TEMPLATES = /\/(text|words)\.ts['"]|l10n|severity:/;
const NOT_LITERAL = 'write the template as a string literal';

/**
 * The English templates of a source file: the first argument of each `sentence('…')` that comes from `text.ts`, of
 * each `localize('…')` that comes from `words.ts`, and of each `l10n.t('…')` of VS Code. A template must be a literal,
 * or literals joined by `+`, for a translator gets it from here; its placeholders must be `{0}` to `{n - 1}` for n
 * values. And the messages that rules declare, whose values the compiler checks.
 */
export function collectTemplates(fileName: string, source: string): Collected {
  if (!MAY_HAVE_TEMPLATES.test(source)) {
    return { templates: [], mistakes: [] };
  }
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const translates = new Set(importedNames(file));
  const templates: string[] = [];
  const mistakes: string[] = [];

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression, translates) && !passesTextOn(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const template = literal(node.arguments[0]);
      if (template !== undefined) {
        templates.push(template);
      }
      const mistake = template === undefined ? NOT_LITERAL : placeholderMistake(template, node);
      if (mistake !== undefined) {
        mistakes.push(`${fileName}:${line}: ${mistake}`);
      }
    }
    const message = messageOf(node);
    if (message !== undefined) {
      templates.push(message);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { templates, mistakes };
}

/** What a rule declares that it says, as `{ severity: 'warning', text: '…' }`. */
function messageOf(node: ts.Node): string | undefined {
  if (!ts.isObjectLiteralExpression(node)) {
    return undefined;
  }
  const property = (name: string): ts.Expression | undefined =>
    node.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name)?.initializer;
  return property('severity') === undefined ? undefined : literal(property('text'));
}

/** The functions that take a template, and where they come from. */
const SOURCES = [
  { name: 'sentence', file: /(^|\/)text\.ts$/ },
  { name: 'localize', file: /(^|\/)words\.ts$/ },
];

/** What the file calls them. */
function importedNames(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      return [];
    }
    const { text: from } = statement.moduleSpecifier;
    const source = SOURCES.find((each) => each.file.test(from));
    if (source === undefined) {
      return [];
    }
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) {
      return [];
    }
    return bindings.elements
      .filter(({ name, propertyName }) => (propertyName ?? name).text === source.name)
      .map(({ name }) => name.text);
  });
}

function isTranslation(called: ts.Expression, translates: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(called)) {
    return translates.has(called.text);
  }
  return ts.isPropertyAccessExpression(called) && /(^|\.)l10n\.t$/.test(called.getText());
}

/** `l10n.t(sentence.template, …)` hands VS Code a Text, whose template is collected where `sentence` made it. */
function passesTextOn({ arguments: [first] }: ts.CallExpression): boolean {
  return first?.getText() === 'sentence.template';
}

function literal(node: ts.Expression | undefined): string | undefined {
  if (node === undefined) {
    return undefined;
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return undefined;
  }
  const left = literal(node.left);
  const right = literal(node.right);
  return left === undefined || right === undefined ? undefined : left + right;
}

function placeholderMistake(template: string, call: ts.CallExpression): string | undefined {
  const values = call.arguments.slice(1);
  if (values.some((value) => ts.isSpreadElement(value))) {
    return undefined;
  }
  const used = new Set(Array.from(template.matchAll(/\{(\d+)\}/g), ([, index]) => Number(index)));
  const wanted = values.map((_, index) => index);
  if (used.size === wanted.length && wanted.every((index) => used.has(index))) {
    return undefined;
  }
  return `"${template}" uses ${used.size} placeholders and is given ${values.length} values; number them from {0}`;
}
