import { sentence, type Text } from '../../text.ts';
import { LoginFailure, ProcessFailure } from '../credentials/failure.ts';
import { loginCommand } from '../credentials/login-command.ts';
import { SignInNeeded } from '../credentials/sso.ts';
import { type Explanation, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import { profileOf, type Question } from './question.ts';

/** That no credentials were found, where they are looked for. */
export function noCredentials({ profile }: Question): Explanation {
  return profile === 'default'
    ? [
        'no-credentials',
        sentence('No AWS credentials were found.'),
        sentence('Select a profile, or sign in to AWS as you do for other tools.'),
      ]
    : [
        'no-credentials',
        sentence('The profile "{0}" gave no credentials.', profile),
        sentence('Select another profile, or sign in with this one.'),
      ];
}

/** Credentials that AWS does not know. */
export function explainUnknown(question: Question): Explanation {
  return [
    'invalid-credentials',
    profileOf(question) === undefined
      ? sentence('AWS does not know these credentials in {0}.', question.region)
      : sentence('AWS does not know the credentials of profile "{0}" in {1}.', question.profile, question.region),
    sentence('Select another profile, or check the access key and that the account may use this region.'),
  ];
}

/** Credentials that AWS says are too old: who gave them can give new ones. */
export function explainExpired(question: Question): Explanation {
  switch (question.credentials) {
    case 'environment':
      return [
        'expired-keys',
        sentence('The AWS credentials in the environment variables have expired.'),
        sentence('Set new ones and start VS Code from there again, or select a profile.'),
      ];
    case 'keys':
      return [
        'expired-keys',
        sentence('The keys of profile "{0}" have expired.', question.profile),
        sentence('Write new ones to the AWS configuration files, then refresh; or select another profile.'),
      ];
    default:
      return ['expired-credentials', sentence('Your AWS credentials have expired.'), signInAgain(question)];
  }
}

/** What was wrong with the way to the credentials, in the words of whoever should have given them. */
export function explainCredentials({ name, message }: Failure, question: Question): Explanation {
  const profile = profileOf(question);
  if (
    /^(UnauthorizedException|ExpiredTokenException)$/.test(name) ||
    /expired|failed to (load|refresh).*token|(sso|aws) login|re-?authenticate/i.test(message)
  ) {
    return ['expired-credentials', sentence('Your AWS sign-in has expired.'), signInAgain(question)];
  }
  if (profile === undefined) {
    return noCredentials(question);
  }
  if (name === 'ForbiddenException') {
    return [
      'role-denied',
      sentence('IAM Identity Center does not let you use the role of profile "{0}".', profile),
      sentence('Check sso_account_id and sso_role_name in the AWS configuration file, or select another profile.'),
    ];
  }
  return [
    'unusable-profile',
    sentence('The profile "{0}" gave no credentials: {1}', profile, oneSentence(message)),
    sentence('Select another profile, or complete this one in the AWS configuration files.'),
  ];
}

/** What this program itself knows of a way to credentials that failed; undefined where it was somebody else's error. */
export function explainSource(cause: unknown): Explanation | undefined {
  if (cause instanceof SignInNeeded) {
    return [
      'expired-credentials',
      cause.wasSignedIn
        ? sentence('Your sign-in to IAM Identity Center with profile "{0}" has expired.', cause.profile)
        : sentence('You are not signed in to IAM Identity Center with profile "{0}".', cause.profile),
      sentence('Sign in, or select another profile.'),
    ];
  }
  if (cause instanceof LoginFailure) {
    return [
      'expired-credentials',
      sentence('The sign-in of profile "{0}" has expired.', cause.profile),
      sentence('Sign in with the AWS CLI: {0}. Then refresh.', loginCommand(cause.profile)),
    ];
  }
  return cause instanceof ProcessFailure
    ? [
        'unusable-profile',
        sentence('The credential_process of profile "{0}" gave no credentials: {1}.', cause.profile, cause.reason),
        sentence('Run it in a terminal to see why, or select another profile.'),
      ]
    : undefined;
}

function signInAgain(question: Question): Text {
  const profile = profileOf(question);
  return profile === undefined
    ? sentence('Sign in to AWS again, then refresh.')
    : sentence('Sign in to AWS again with profile "{0}", then refresh.', profile);
}
