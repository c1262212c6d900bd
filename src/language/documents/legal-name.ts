/** How many characters the name of a family, a container or a volume can have. */
export const LONGEST_NAME = 255;

/** How many characters the name of a port can have. */
export const LONGEST_PORT_NAME = 64;

const NAME = /^[\w-]+$/;
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]*$/;

/**
 * What tools that we do not know may write where they will put a value: `$NAME`, `@NAME@`, `#{NAME}`, `%NAME%`.
 * With one of these in it, nobody can say what a name will be.
 */
const TEMPLATE = /[$@#%{}()[\]<>]/;

/**
 * Whether ECS accepts a name for a family, a container or a volume.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html and API_Volume.html
 */
export function isName(name: string): boolean {
  return name.length <= LONGEST_NAME && NAME.test(name);
}

/**
 * Whether ECS accepts a name for a port. "The name can include up to 64 characters. The characters can include
 * lowercase letters, numbers, underscores (_), and hyphens (-). The name can't start with a hyphen."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export function isPortName(name: string): boolean {
  return name.length <= LONGEST_PORT_NAME && PORT_NAME.test(name);
}

/** As {@link isName}, or whether ECS may accept it once a tool has completed it. */
export function isLegalName(name: string): boolean {
  return isName(name) || mayBeCompleted(name);
}

/** As {@link isPortName}, or whether ECS may accept it once a tool has completed it. */
export function isLegalPortName(name: string): boolean {
  return isPortName(name) || mayBeCompleted(name);
}

/** The nearest name of a family or a container that ECS accepts, if there is one that says the same. */
export function legalName(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return undefined;
  }
  const legal = name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '');
  return isName(legal) ? legal : undefined;
}

/** Whether a name, or the like, may hold something that a tool will put a value for. */
export function mayBeCompleted(name: string): boolean {
  return TEMPLATE.test(name);
}
