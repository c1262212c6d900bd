import { elementOf, structureOf } from '../../../src/language/notation/parts.ts';
import { type StructureName, structures } from '../../../src/language/notation/shape.ts';
import { argumentName } from '../../../src/language/notation/terraform/names.ts';
import type { Choices } from './choices.ts';
import { type Data, inner, type Item, itemOf, PLACEHOLDER, REFERENCE } from './item.ts';
import { writeJson } from './json.ts';
import type { Places } from './places.ts';

/** Writes resources of Terraform. */
export class TerraformWriter {
  readonly #to: Places;
  readonly #choices: Choices;
  /** The type of a resource, by its name. */
  readonly #types: ReadonlyMap<string, string>;

  constructor(to: Places, choices: Choices, types: ReadonlyMap<string, string> = new Map()) {
    this.#to = to;
    this.#choices = choices;
    this.#types = types;
  }

  /** A resource whose arguments are the properties of a structure. */
  resource(type: string, name: string, data: Data, structure: StructureName, path: string): void {
    this.#to.write(`resource "${type}" "${name}" `);
    this.#body(data, structure, path, '');
    this.#to.write('\n\n');
  }

  /** A resource or a block with an argument that is JSON. */
  holder(head: string, name: string, argument: string, data: unknown, path: string, indent = ''): void {
    this.#to.write(`${indent}${head} {\n${indent}  ${name}\n${indent}  ${argument} = jsonencode(`);
    this.#expression(itemOf(data, path), `${indent}  `);
    this.#to.write(`)\n${indent}}\n`);
  }

  #body(data: Data, structure: StructureName, path: string, indent: string): void {
    this.#to.mark([path], () => {
      this.#to.write('{\n');
      this.#arguments(data, structure, path, `${indent}  `);
      this.#to.write(`${indent}}`);
    });
  }

  #arguments(data: Data, structure: StructureName, path: string, indent: string): void {
    for (const [name, value] of Object.entries(data)) {
      this.#argument(name, value, structure, path, indent);
    }
  }

  #argument(name: string, value: unknown, structure: StructureName, owner: string, indent: string): void {
    const written = argumentName(name, structure);
    const path = inner(owner, name);
    const shape = structures[structure].get(name);
    const element = structureOf(elementOf(shape));
    const own = structureOf(shape);
    if (this.#choices.once(10)) {
      this.#to.write(`${indent}# ${name} = "it's"\n`);
    }
    if (name === 'containerDefinitions') {
      this.#containers(itemOf(value, path), indent);
    } else if (structure === 'Volume' && name === 'host') {
      const item = itemOf((value as Data)['sourcePath'], inner(path, 'sourcePath'));
      this.#assign('host_path', [path, inner(path, 'sourcePath')], { ...item, paths: [path, ...item.paths] }, indent);
    } else if (own === 'NetworkConfiguration') {
      // What the API has one level further down is in the block itself.
      const [network] = Object.entries(value as Data);
      const [innerName = '', data = {}] = network ?? [];
      const inside = inner(path, innerName);
      this.#block(written, [path, inside], data as Data, 'AwsVpcConfiguration', inside, indent);
    } else if (structure === 'ProxyConfiguration' && name === 'properties') {
      this.#assign(written, [path], this.#pairs(value as readonly Data[], path), indent);
    } else if (element !== undefined && Array.isArray(value)) {
      this.#to.mark([path], () => {
        for (const [index, item] of value.entries()) {
          this.#block(written, index === 0 ? [path] : [], item as Data, element, inner(path, String(index)), indent);
        }
      });
    } else if (own !== undefined) {
      this.#block(written, [path], value as Data, own, path, indent);
    } else {
      this.#assign(written, [path], itemOf(value, path), indent);
    }
  }

  #block(
    name: string,
    paths: readonly string[],
    data: Data,
    structure: StructureName,
    path: string,
    indent: string,
  ): void {
    this.#to.write(indent);
    this.#mark(paths, name);
    this.#to.write(' ');
    this.#body(data, structure, path, indent);
    this.#to.write('\n');
  }

  #pairs(pairs: readonly Data[], path: string): Item {
    return {
      kind: 'object',
      paths: [path],
      entries: pairs.map(({ name, value }, index) => {
        const own = inner(path, String(index));
        return {
          name: String(name),
          paths: [`${own}/name`, `${own}/name:`, `${own}/value:`],
          value: { kind: 'scalar', paths: [own, `${own}/value`], scalar: value as string },
        };
      }),
    };
  }

  #containers(item: Item, indent: string): void {
    this.#to.write(indent);
    this.#mark(item.paths, 'container_definitions');
    this.#to.write(' = ');
    if (this.#choices.once(4)) {
      this.#to.write('<<EOT\n');
      writeJson(this.#to, item, this.#choices);
      this.#to.write('\nEOT\n');
    } else {
      this.#to.write('jsonencode(');
      this.#expression(item, indent);
      this.#to.write(')\n');
    }
  }

  #assign(name: string, paths: readonly string[], item: Item, indent: string): void {
    this.#to.write(indent);
    this.#mark(paths, name);
    this.#to.write(' = ');
    this.#expression(item, indent);
    this.#to.write('\n');
  }

  #mark(paths: readonly string[], name: string): void {
    this.#to.mark(
      paths.map((path) => `${path}:`),
      () => {
        this.#to.write(name);
      },
    );
  }

  #expression(item: Item, indent: string): void {
    this.#to.mark(item.paths, () => {
      switch (item.kind) {
        case 'scalar':
          this.#to.write(typeof item.scalar === 'string' ? this.#string(item.scalar) : String(item.scalar));
          break;
        case 'list':
          this.#inBrackets('[]', item.items, indent, ',', (each, inside) => {
            this.#expression(each, inside);
          });
          break;
        case 'object':
          this.#inBrackets('{}', item.entries, indent, this.#choices.of('', ','), ({ name, paths, value }, inside) => {
            const isQuoted =
              this.#choices.once(3) || !/^[a-zA-Z]\w*$/.test(name) || /^(?:for|if|in|null|true|false)$/.test(name);
            this.#to.mark(paths, () => {
              this.#to.write(isQuoted ? quoted(name) : name);
            });
            this.#to.write(this.#choices.of(' = ', ' = ', ': '));
            this.#expression(value, inside);
          });
          break;
        case 'function':
          throw new Error('There are no functions of CloudFormation here.');
      }
    });
  }

  #inBrackets<T>(
    brackets: string,
    all: readonly T[],
    indent: string,
    end: string,
    write: (each: T, inner: string) => void,
  ): void {
    const inside = `${indent}  `;
    const isFlat = all.length < 3 && this.#choices.once(4);
    this.#to.write(brackets.charAt(0));
    for (const [index, each] of all.entries()) {
      this.#to.write(isFlat ? (index > 0 ? ', ' : ' ') : `\n${inside}`);
      write(each, inside);
      this.#to.write(isFlat || (index === all.length - 1 && this.#choices.once(2)) ? '' : end);
    }
    this.#to.write(all.length === 0 ? '' : isFlat ? ' ' : `\n${indent}`);
    this.#to.write(brackets.charAt(1));
  }

  #string(string: string): string {
    const [, address] = REFERENCE.exec(string) ?? [];
    if (address !== undefined) {
      return `${this.#types.get(address) ?? ''}.${address}.arn`;
    }
    const [whole, name] = new RegExp(PLACEHOLDER).exec(string) ?? [];
    return whole === string && this.#choices.once(2) ? `var.${name ?? ''}` : quoted(string);
  }
}

function quoted(string: string): string {
  const escaped = JSON.stringify(string)
    .replaceAll(/[$%](?=\{)/g, '$&$&')
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c');
  return escaped.replaceAll(/\$\$\{(\w+)\}/g, '${var.$1}');
}
