import ts from 'typescript';

/** A structure of the API: what a JSON object of it may hold. */
export interface Structure {
  readonly name: string;
  /** AWS's text, in HTML. */
  readonly documentation: string;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly type: Type;
  /** Whether the API always wants it. */
  readonly required: boolean;
  /** AWS's text, in HTML. */
  readonly documentation: string;
  /** AWS's words, where the member should not be used any more. */
  readonly deprecated: string | undefined;
}

export type Type =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'any' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'structure'; readonly name: string };

type Declaration = ts.InterfaceDeclaration | ts.VariableDeclaration | ts.ModuleDeclaration;

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, Type> = new Map([
  [ts.SyntaxKind.StringKeyword, { kind: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { kind: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { kind: 'boolean' }],
]);

/**
 * Reads the structures that an AWS SDK client declares, from the texts of its `dist-types/models/*.d.ts`. It goes by
 * syntax alone, which takes a fraction of the time of a type check. A structure is an interface; an enum a constant
 * object of strings; a union, of which one member is given at a time, a namespace with an interface for each.
 * @throws Error where a declaration has a form that it does not know, so that nothing is left out silently.
 */
export function createReader(texts: readonly string[]): (name: string) => Structure {
  const declarations = new Map(texts.flatMap(declared));

  function find(name: string): Declaration {
    const found = declarations.get(name);
    if (found === undefined) {
      throw new Error(`${name} is not declared in the models of the SDK`);
    }
    return found;
  }

  function typeOf(node: ts.TypeNode): Type {
    const keyword = KEYWORDS.get(node.kind);
    if (keyword !== undefined) {
      return keyword;
    }
    if (ts.isArrayTypeNode(node)) {
      return { kind: 'list', of: typeOf(node.elementType) };
    }
    if (ts.isUnionTypeNode(node)) {
      const [only, ...others] = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
      if (only !== undefined && others.length === 0) {
        return typeOf(only);
      }
    }
    if (ts.isTypeReferenceNode(node)) {
      return referred(node);
    }
    throw unknown(node);
  }

  function referred(node: ts.TypeReferenceNode): Type {
    const name = node.typeName.getText();
    if (name === 'Date') {
      return { kind: 'timestamp' };
    }
    // A document of the API: JSON of whatever kind.
    if (name === '__DocumentType') {
      return { kind: 'any' };
    }
    const [key, value] = node.typeArguments ?? [];
    if (name === 'Record' && key?.kind === ts.SyntaxKind.StringKeyword && value !== undefined) {
      return { kind: 'map', of: typeOf(value) };
    }
    const declaration = find(name);
    return ts.isVariableDeclaration(declaration)
      ? { kind: 'enum', values: enumValues(declaration) }
      : { kind: 'structure', name };
  }

  function member(node: ts.TypeElement, documented: ts.Node): Member {
    if (!ts.isPropertySignature(node) || node.type === undefined) {
      throw unknown(node);
    }
    const required = node.questionToken === undefined;
    return { name: node.name.getText(), type: typeOf(node.type), required, ...documentation(documented) };
  }

  return (name) => {
    const declaration = find(name);
    if (ts.isInterfaceDeclaration(declaration)) {
      const members = declaration.members.map((node) => member(node, node));
      return { name, members, documentation: documentation(declaration).documentation };
    }
    if (!ts.isModuleDeclaration(declaration)) {
      throw unknown(declaration);
    }
    const members = unionMembers(declaration).map(({ node, documented }) => ({
      ...member(node, documented),
      required: false,
    }));
    return { name, members, documentation: '' };
  };
}

function declared(text: string): readonly (readonly [string, Declaration])[] {
  const file = ts.createSourceFile('models.d.ts', text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    const nodes = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    return nodes
      .filter(
        (node) => ts.isInterfaceDeclaration(node) || ts.isVariableDeclaration(node) || ts.isModuleDeclaration(node),
      )
      .map((node) => [node.name.getText(), node] as const);
  });
}

/** `{ readonly LINUX: "LINUX"; … }` */
function enumValues({ type }: ts.VariableDeclaration): readonly string[] {
  if (type === undefined || !ts.isTypeLiteralNode(type)) {
    throw new Error('An enum of the SDK is not a constant object');
  }
  return type.members.map((node) => {
    const value = ts.isPropertySignature(node) ? node.type : undefined;
    if (value === undefined || !ts.isLiteralTypeNode(value) || !ts.isStringLiteral(value.literal)) {
      throw unknown(node);
    }
    return value.literal.text;
  });
}

/** Of each `interface OneMember { one: One; two?: never; … }` the one; its text is that of the interface. */
function unionMembers({ body }: ts.ModuleDeclaration): readonly { node: ts.TypeElement; documented: ts.Node }[] {
  if (body === undefined || !ts.isModuleBlock(body)) {
    throw new Error('A union of the SDK is not a namespace');
  }
  return body.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => name.text.endsWith('Member') && name.text !== '$UnknownMember')
    .flatMap((documented) => documented.members.map((node) => ({ node, documented })))
    .filter(({ node }) => !ts.isPropertySignature(node) || node.type?.kind !== ts.SyntaxKind.NeverKeyword);
}

/** From the comment as it stands: TypeScript's own reading takes an `@` amid the text for a tag. */
function documentation(node: ts.Node): Pick<Member, 'documentation' | 'deprecated'> {
  const source = node.getSourceFile().text;
  const comment = ts.getLeadingCommentRanges(source, node.getFullStart())?.at(-1);
  if (comment === undefined) {
    return { documentation: '', deprecated: undefined };
  }
  const lines = source
    .slice(comment.pos + '/**'.length, comment.end - '*/'.length)
    .split('\n')
    // The SDK writes braces as `\{`, lest they be taken for tags.
    .map((line) =>
      line
        .replace(/^\s*\*/, '')
        .replace(/\\([{}])/g, '$1')
        .trim(),
    );
  const tags = lines.findIndex((line) => line.startsWith('@'));
  return {
    documentation: lines
      .slice(0, tags < 0 ? undefined : tags)
      .join(' ')
      .trim(),
    deprecated: lines
      .find((line) => line.startsWith('@deprecated'))
      ?.slice('@deprecated'.length)
      .trim(),
  };
}

function unknown(node: ts.Node): Error {
  return new Error(`\`${node.getText()}\` cannot be read: add it to scripts/schema/declarations.ts`);
}
