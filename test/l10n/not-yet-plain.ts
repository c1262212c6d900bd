/**
 * The sentences that docs/plain-english.md would have otherwise, by where they stand. Nothing
 * is ever added here.
 */
export const NOT_YET_PLAIN: ReadonlySet<string> = new Set([
  // src/language
  '**ECS Exec wants this to be `false`**, for its agent has to write files in the container. Security tools want `true`: Security Hub (ECS.5), AWS Config (`ecs-containers-readonly-access`), Checkov (CKV_AWS_336).',
  'The root file system of container "{0}" is writable; this workspace wants it read-only.',
  'A container needs {0} MiB of memory at least; {1} is too little for Docker.',
  'ECS wants the ARN of an object in S3 here, as in {0}.',
  'AWS wants the "{0}" of a health check to be from {1} to {2}.',
  'An empty string is no value of "{0}": leave it out if it is not set.',
  'Ports go from 0 to {0}; {1} is none.',
  '"{0}" is no range of ports; write the lowest and the highest, as in "8000-8010".',
  'The port name "{0}" may only have lowercase letters, digits, underscores and hyphens, {1} at most.',
  'After the ARN of a secret comes nothing, or {0} with all its colons.',
  'ECS wants a whole number for "{0}", without quotes.',
  'ECS wants a whole number for "{0}".',
  'ECS wants true or false for "{0}", without quotes.',
  'ECS wants true or false for "{0}".',
  'ECS wants a string for "{0}", in quotes.',
  'ECS wants a list for "{0}", in brackets.',
  'ECS wants an object for "{0}", in braces.',
  // src/session
]);
