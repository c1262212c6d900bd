/**
 * The command of the AWS CLI (2.32 or later) that gives a profile with a `login_session` new credentials, as shells
 * take it: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
 */
export function loginCommand(profile: string, platform: NodeJS.Platform = process.platform): string {
  if (profile === 'default') {
    return 'aws login';
  }
  return `aws login --profile ${quoted(profile, platform)}`;
}

/** Single quotes would stand for themselves in the shells of Windows, where no name can hold a double one. */
function quoted(name: string, platform: NodeJS.Platform): string {
  if (/^[\w.@/:+=,-]+$/.test(name)) {
    return name;
  }
  return platform === 'win32' ? `"${name.replaceAll('"', '')}"` : `'${name.replaceAll("'", "'\\''")}'`;
}
