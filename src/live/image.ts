/**
 * What tells an image from others of its repository: its tag, or the beginning of its digest; undefined where it has
 * neither. Source: https://pkg.go.dev/github.com/distribution/reference
 */
export function imageVersion(image: string): string | undefined {
  const [name = '', digest] = image.split('@', 2);
  const tag = /:([\w.-]+)$/.exec(name)?.[1];
  return tag ?? digest?.replace(/^(\w+:[0-9a-f]{12}).*$/, '$1');
}
