import { isRegion } from '../../arn.ts';
import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import type { SignInPlan, SsoPlan } from '../api/sign-in.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { loginCommand } from '../credentials/login-command.ts';
import { programOf } from '../credentials/process.ts';
import { type Source, sourceOf, type SsoSource } from '../credentials/source.ts';

/** What programs register for unless `sso_registration_scopes` says otherwise: with it, a sign-in can be renewed. */
const SCOPE = 'sso:account:access';

/** What signing in with the profile of a configuration takes. Throws a `Problem`. */
export function planSignIn(configuration: Configuration): SignInPlan {
  return planFor(sourceOf(configuration), configuration);
}

function planFor(source: Source, configuration: Configuration): SignInPlan {
  switch (source.kind) {
    case 'role':
      return planFor(source.from, configuration);
    case 'sso':
      return ssoPlan(source, configuration);
    case 'login':
      return { kind: 'command', profile: source.profile, command: loginCommand(source.profile) };
    case 'process':
      return {
        kind: 'none',
        profile: source.profile,
        credentials: 'process',
        program: programOf(source.command),
      };
    default:
      return { kind: 'none', profile: configuration.profile, credentials: source.kind, program: undefined };
  }
}

function ssoPlan({ profile, session, startUrl, region }: SsoSource, { files }: Configuration): SsoPlan {
  const url = URL.canParse(startUrl) ? new URL(startUrl) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw badAddress(profile, sentence('The sso_start_url of profile "{0}" is not an https address.', profile));
  }
  if (!isRegion(region)) {
    throw badAddress(profile, sentence('The sso_region of profile "{0}" is not a region.', profile));
  }
  const section = session === undefined ? undefined : files.ssoSessions.get(session);
  const scopes = (section?.get('sso_registration_scopes') ?? SCOPE).split(',').map((scope) => scope.trim());
  // Without a session there is none to renew, and the AWS CLI asks for no scope then.
  return {
    kind: 'sso',
    profile,
    session,
    startUrl,
    region,
    scopes: session === undefined ? [] : scopes.filter((scope) => scope !== ''),
  };
}

function badAddress(profile: string, what: Text): Problem {
  return new Problem(
    'sign-in/address',
    what,
    sentence('Fix sso_region or sso_start_url of profile "{0}" in the AWS configuration file.', profile),
  );
}
