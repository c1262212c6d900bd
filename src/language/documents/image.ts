import { isArn } from './arn.ts';

/** What can be wrong with the text of an image. */
export type ImageFault =
  /** It has a character that no image has. */
  | 'characters'
  /** It has more than {@link LONGEST_IMAGE} characters, not counting a digest. */
  | 'tooLong'
  /** What follows the @ is not a hash of SHA-256. */
  | 'digest'
  /** Nothing stands before its tag or digest. */
  | 'noRepository'
  /** It is a digest alone. */
  | 'bareDigest'
  /** It starts with a scheme. */
  | 'url'
  | 'arn'
  /** There are capital letters in the repository. */
  | 'upperCase'
  /** It has a colon, and no tag after it. */
  | 'emptyTag'
  /** Docker does not read it, for another reason. */
  | 'format';

/** In characters, a digest not counted. */
export const LONGEST_IMAGE = 255;

const DIGEST = /^sha256:[a-f0-9]{64}$/i;

/** A part of a path by Docker's grammar: https://github.com/distribution/reference/blob/main/reference.go */
const COMPONENT = String.raw`[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`;
/** A host has a dot or a port; it, and the tag, can have capital letters. */
const REFERENCE = new RegExp(
  String.raw`^(?:(?=[^/]*[.:])[a-z0-9][a-z0-9.-]*(?::\d+)?/)?`.replaceAll('a-z', 'a-zA-Z') +
    String.raw`${COMPONENT}(?:/${COMPONENT})*(?::\w[\w.-]{0,127})?(?:@sha256:[a-fA-F0-9]{64})?$`,
);

/**
 * "Up to 255 characters total are allowed, including letters (uppercase and lowercase), numbers, hyphens, underscores,
 * colons, periods, forward slashes, and number signs (#)", and an @ before a digest.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const LEGAL = /^[\w:./#@-]*$/;

/** What tools that we do not know may put something in place of: marks, and names that say so or are in capitals. */
const FOR_A_TOOL = /[$#%{}()[\]<>]|(?:^|[/:.])[A-Z][A-Z0-9_-]+(?:$|[/:.@])|[Pp]laceholder|[Rr]eplace/;

/** What is wrong with an image; undefined where nothing is, or where a tool may be about to complete it. */
export function imageFault(image: string): ImageFault | undefined {
  if (image === '' || isReference(image)) {
    // By its form, a digest is a repository and a tag.
    return image.startsWith('sha256:') && DIGEST.test(image) ? 'bareDigest' : undefined;
  }
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? undefined : image.slice(at + 1);
  if (isForTool(name, digest)) {
    return undefined;
  }
  if (!LEGAL.test(name)) {
    return 'characters';
  }
  if (name.length > LONGEST_IMAGE) {
    return 'tooLong';
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    return 'digest';
  }
  return name === '' || name.startsWith(':') ? 'noRepository' : faultOfReference(image, name);
}

/** The scheme of an image that is a URL, with all that marks it as one: `https://`. */
export function schemeOf(image: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\//i.exec(image)?.[0];
}

/** An image with its repository in lowercase letters. The host and the tag stay as they are. */
export function inLowerCase(image: string): string {
  const [, host = '', path = ''] = /^([^/]*[.:][^/]*\/)?([^:@]*)/.exec(image) ?? [];
  return host + path.toLowerCase() + image.slice(host.length + path.length);
}

/** Whether ECS accepts an image and Docker reads it, so that it may be pulled. */
export function isReference(image: string): boolean {
  const at = image.indexOf('@');
  return (at < 0 ? image.length : at) <= LONGEST_IMAGE && REFERENCE.test(image);
}

function faultOfReference(image: string, name: string): ImageFault {
  if (schemeOf(image) !== undefined) {
    return 'url';
  }
  if (isArn(image)) {
    return 'arn';
  }
  if (name.endsWith(':')) {
    return 'emptyTag';
  }
  return isReference(inLowerCase(image)) ? 'upperCase' : 'format';
}

function isForTool(name: string, digest: string | undefined): boolean {
  if (digest !== undefined && (digest.includes('@') || (/(?:^|[/:])$/.test(name) && !digest.startsWith('sha256:')))) {
    return true;
  }
  return FOR_A_TOOL.test(withoutTag(name)) || FOR_A_TOOL.test(digest ?? '');
}

/** Many write tags in capital letters. What a tag says otherwise is looked at like the rest. */
function withoutTag(name: string): string {
  return name.replace(/:[A-Z0-9_.-]+$/, '');
}
