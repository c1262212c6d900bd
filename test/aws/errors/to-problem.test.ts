import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { describeForLog } from '../../../src/aws/errors/log.ts';
import { toProblem } from '../../../src/aws/errors/to-problem.ts';
import { english } from '../../../src/text.ts';

const question = {
  operation: 'ListTasks',
  profile: 'default',
  credentials: 'instance',
  region: 'eu-central-1',
  host: 'ecs.eu-central-1.amazonaws.com',
} as const;

function failure(name: string, message = '', more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more);
}

function explained(error: unknown, profile?: string): { code: string; words: string; next: string } {
  const problem = toProblem(error, profile === undefined ? question : { ...question, profile, credentials: 'sso' });
  return {
    code: problem.code,
    words: english(problem.sentence),
    next: problem.nextStep === undefined ? '' : english(problem.nextStep),
  };
}

/** The errors that the SDK's own declarations document for a call. */
function documentedErrors(operation: string, client = 'ecs'): readonly string[] {
  const entry = createRequire(import.meta.url).resolve(`@aws-sdk/client-${client}`);
  const declarations = join(dirname(entry), '..', 'dist-types', 'commands', `${operation}Command.d.ts`);
  return [...readFileSync(declarations, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name ?? '');
}

suite('errors in words', () => {
  for (const operation of [
    'ListClusters',
    'DescribeClusters',
    'ListServices',
    'DescribeServices',
    'ListTasks',
    'DescribeTasks',
    'DescribeContainerInstances',
    'ExecuteCommand',
  ]) {
    test(`every error documented for ${operation} has a sentence and a next step`, () => {
      const names = documentedErrors(operation).filter((name) => name !== 'ECSServiceException');
      assert.ok(names.length >= 4, `the declarations name the errors: ${names.join()}`);
      for (const name of names) {
        const { code, words, next } = explained(failure(name, 'Some text.'));
        assert.notEqual(code, 'unknown', name);
        assert.match(words, /^[A-ZY].*[.]$/s);
        assert.match(next, /^[A-Z].*\.$/s);
      }
    });
  }

  for (const [client, operation] of [
    ['kms', 'GenerateDataKey'],
    ['ssm', 'ResumeSession'],
    ['ssm', 'TerminateSession'],
  ] as const) {
    test(`so has every error documented for ${operation}`, () => {
      const names = documentedErrors(operation, client).filter((name) => !/^(KMS|SSM)ServiceException$/.test(name));
      assert.ok(names.length > 0);
      for (const name of names) {
        const problem = toProblem(failure(name, 'Some text.'), {
          ...question,
          operation,
          service: client,
          resource: 'key-arn',
        });
        assert.notEqual(problem.code, 'unknown', name);
        assert.ok(problem.nextStep);
        assert.doesNotMatch(english(problem.sentence), /Amazon ECS/);
      }
    });
  }

  test('a key that cannot be used is named', () => {
    const about = {
      ...question,
      operation: 'GenerateDataKey',
      service: 'kms',
      resource: 'arn:aws:kms:eu-central-1:1:key/2',
    } as const;
    const words = (name: string, message: string): string => english(toProblem(failure(name, message), about).sentence);
    assert.match(
      words('AccessDeniedException', 'The ciphertext refers to a key that you may not use.'),
      /^You are not allowed kms:GenerateDataKey on arn:aws:kms:eu-central-1:1:key\/2\.$/,
    );
    assert.match(words('NotFoundException', ''), /arn:aws:kms:eu-central-1:1:key\/2.*does not exist/);
    assert.match(
      words('DisabledException', 'The key is disabled.'),
      /arn:aws:kms:eu-central-1:1:key\/2.*cannot be used: The key is disabled\.$/,
    );
  });

  test('every error documented for StartSession has a sentence and a next step', () => {
    const names = documentedErrors('StartSession', 'ssm').filter((name) => name !== 'SSMServiceException');
    assert.ok(names.length >= 3, `the declarations name the errors: ${names.join()}`);
    for (const name of [...names, 'InvalidParameters']) {
      const problem = toProblem(failure(name, 'Some text.'), {
        ...question,
        operation: 'StartSession',
        service: 'ssm',
      });
      assert.notEqual(problem.code, 'unknown', name);
      assert.match(problem.nextStep === undefined ? '' : english(problem.nextStep), /^[A-Z].*\.$/s);
    }
  });

  test('a denied call names the action of the service that was asked', () => {
    const problem = toProblem(failure('AccessDeniedException', 'No.'), {
      ...question,
      operation: 'ResumeSession',
      service: 'ssm',
    });
    assert.equal(english(problem.sentence), 'You are not allowed ssm:ResumeSession.');
  });

  test('a denied call names the action and the resource', () => {
    const message =
      'User: arn:aws:iam::111122223333:user/ana is not authorized to perform: ecs:ListTasks on ' +
      'resource: arn:aws:ecs:eu-central-1:111122223333:container-instance/shop/* because no ' +
      'identity-based policy allows the ecs:ListTasks action';
    const { code, words, next } = explained(failure('AccessDeniedException', message), 'work');
    assert.equal(code, 'access-denied');
    assert.equal(
      words,
      'You are not allowed ecs:ListTasks on arn:aws:ecs:eu-central-1:111122223333:container-instance/shop/*.',
    );
    assert.match(next, /ecs:ListTasks.*"work"/);
  });

  test('a denied StartSession says that this may be on purpose, explicit or not', () => {
    for (const why of [
      'because no identity-based policy allows the ssm:StartSession action',
      'with an explicit deny in a service control policy',
    ]) {
      const message = `User: x is not authorized to perform: ssm:StartSession on resource: arn:aws:ecs:eu-central-1:111122223333:task/shop/0123 ${why}`;
      const problem = toProblem(failure('AccessDeniedException', message), {
        ...question,
        operation: 'StartSession',
        service: 'ssm',
      });
      assert.equal(
        english(problem.sentence),
        'You are not allowed ssm:StartSession on arn:aws:ecs:eu-central-1:111122223333:task/shop/0123.',
      );
      assert.match(problem.nextStep === undefined ? '' : english(problem.nextStep), /on purpose/);
    }
  });

  test('an explicit deny says that allowing more does not help', () => {
    const message =
      'User: x is not authorized to perform: ecs:ExecuteCommand on resource: y with an explicit deny ' +
      'in a service control policy';
    assert.match(explained(failure('AccessDeniedException', message)).next, /denies it explicitly/);
  });

  test('exec that is off is told apart from other wrong parameters, curly apostrophe or not', () => {
    for (const apostrophe of ['’', "'"]) {
      const message = `The execute command failed because execute command was not enabled when the task was run or the execute command agent isn${apostrophe}t running. Wait and try again or run a new task with execute command enabled and try again.`;
      assert.equal(explained(failure('InvalidParameterException', message)).code, 'exec-not-enabled');
    }
    assert.equal(explained(failure('InvalidParameterException', 'Invalid identifier.')).code, 'invalid-parameter');
  });

  test('credentials: missing, expired, of a profile', () => {
    assert.equal(
      explained(failure('CredentialsProviderError', 'Could not load credentials from any providers')).code,
      'no-credentials',
    );
    assert.equal(
      explained(
        failure('CredentialsProviderError', 'Token is expired. To refresh this SSO session run aws sso login.'),
        'work',
      ).code,
      'expired-credentials',
    );
    assert.match(explained(failure('ExpiredTokenException'), 'work').next, /"work"/);
    assert.equal(explained(failure('UnrecognizedClientException')).code, 'invalid-credentials');
  });

  test('a clock that is wrong is told apart from a key that is', () => {
    assert.equal(
      explained(
        failure(
          'InvalidSignatureException',
          'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)',
        ),
      ).code,
      'clock-skew',
    );
    assert.equal(
      explained(
        failure(
          'InvalidSignatureException',
          'Signature not yet current: 20260101T003000Z is still later than 20260101T001500Z',
        ),
      ).code,
      'clock-skew',
    );
    assert.equal(explained(failure('RequestExpired')).code, 'clock-skew');
    assert.equal(
      explained(
        failure(
          'InvalidSignatureException',
          'The request signature we calculated does not match the signature you provided.',
        ),
      ).code,
      'invalid-signature',
    );
  });

  test('the network: codes on the error, on its cause, and on each address tried', () => {
    assert.equal(explained(failure('Error', '', { code: 'ENOTFOUND' })).code, 'no-network');
    assert.equal(
      explained(failure('TypeError', 'fetch failed', { cause: { code: 'ECONNREFUSED' } })).code,
      'no-network',
    );
    assert.equal(explained(failure('AggregateError', '', { errors: [{ code: 'ECONNREFUSED' }] })).code, 'no-network');
    for (const name of ['TimeoutError', 'RequestTimeoutException', 'RequestAbortedException']) {
      assert.equal(explained(failure(name)).code, 'no-network');
    }
    assert.equal(explained(failure('Error', 'write EPROTO …:wrong version number', { code: 'EPROTO' })).code, 'no-tls');
    assert.equal(explained(failure('Error', '', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })).code, 'untrusted-certificate');
  });

  test('a proxy that is not there, that wants a password, and that answers in place of AWS', () => {
    const unreached = 'Failed to establish a socket connection to proxies: PROXY ana:secret@proxy.example:3128';
    for (const name of ['Error', 'CredentialsProviderError']) {
      const { code, next } = explained(failure(name, unreached));
      assert.equal(code, 'proxy/unreachable');
      assert.match(next, /http\.proxy/);
    }
    assert.equal(
      describeForLog(failure('Error', unreached)),
      'Error: Failed to establish a socket connection to proxies: PROXY …@proxy.example:3128',
    );
    const page = (httpStatusCode: number) =>
      explained(failure('SyntaxError', "Unexpected token '<'", { $metadata: { httpStatusCode } }));
    assert.equal(page(407).code, 'proxy/password');
    for (const status of [200, 403, 502]) {
      const { code, words, next } = page(status);
      assert.equal(code, 'not-aws');
      assert.equal(words, `What answered at ecs.eu-central-1.amazonaws.com is not Amazon ECS (HTTP ${status}).`);
      assert.match(next, /proxy.*ecs\.eu-central-1/);
    }
  });

  test('throttling and the service’s own errors', () => {
    assert.equal(explained(failure('ThrottlingException')).code, 'throttled');
    assert.equal(
      explained(failure('Whatever', '', { $metadata: { httpStatusCode: 503, requestId: 'abc' } })).code,
      'aws-server',
    );
  });

  test('anything at all is a problem with words', () => {
    for (const thing of [undefined, null, 'text', 7, {}, { name: 3, message: {} }, new Error('x')]) {
      assert.equal(explained(thing).code, 'unknown');
    }
  });

  test('no secret gets into the log line or the sentence', () => {
    const token = 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDf4v0Zz1p9Xo3mJt5T2qQ0QmZx';
    const message = `The canonical string should have been 'x-amz-security-token:${token} host: y' for ASIAABCDEFGHIJKLMNOP and ${token}`;
    const error = failure('InvalidParameterException', message, {
      $metadata: { httpStatusCode: 400, requestId: 'abc' },
    });
    for (const words of [describeForLog(error), explained(error).words]) {
      assert.ok(!words.includes(token) && !words.includes('ASIAABCDEFGHIJKLMNOP'), words);
    }
    assert.match(describeForLog(error), /^InvalidParameterException \(HTTP 400, request abc\): /);
  });

  test('names that are long are kept in the log line', () => {
    const arn = 'arn:aws:ecs:eu-central-1:111122223333:service/production-cluster/payments-service-backend-blue';
    assert.ok(describeForLog(failure('ClientException', `No such ${arn}`)).includes(arn));
  });
});
