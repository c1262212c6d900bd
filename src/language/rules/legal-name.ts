/** How many characters the name of a family or container can have. */
export const LONGEST_NAME = 255;

const LEGAL = /^[\w-]{1,255}$/;

/**
 * What tools that we do not know may write where they will put a value: `$NAME`, `@NAME@`, `#{NAME}`, `%NAME%`.
 * With one of these in it, nobody can say what a name will be.
 */
const TEMPLATE = /[$@#%{}()[\]<>]/;

/**
 * Whether ECS accepts a name for a family or container, or may once a tool has completed it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function isLegalName(name: string): boolean {
  return LEGAL.test(name) || mayBeCompleted(name);
}

/** Whether a name may hold something that a tool will put a value for. */
export function mayBeCompleted(name: string): boolean {
  return TEMPLATE.test(name);
}

/** The nearest name that ECS accepts, if there is one that says the same. */
export function legalName(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return undefined;
  }
  const legal = name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '');
  return LEGAL.test(legal) ? legal : undefined;
}
