import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { MalformedIni, parseIni, parseNested } from '../../../src/aws/configuration/ini.ts';

function parsed(contents: string): Record<string, Record<string, string>> {
  return Object.fromEntries([...parseIni(contents)].map(([name, settings]) => [name, Object.fromEntries(settings)]));
}

suite('a shared configuration file', () => {
  test('a header with text behind it is a header: its settings are its own', () => {
    assert.deepEqual(
      parsed(
        '[default]\nregion = a\n[profile prod] (do not touch)\nregion = b\n[profile test] # see [wiki]\nregion = c\n',
      ),
      {
        default: { region: 'a' },
        'profile prod': { region: 'b' },
        'profile test] # see [wiki': { region: 'c' },
      },
    );
  });

  test('what is in [DEFAULT] holds for each section that does not say otherwise', () => {
    assert.deepEqual(
      parsed('[default]\nregion = a\n[DEFAULT]\nregion = b\noutput = json\n[profile x]\n[DEFAULT]\nrole_arn = r\n'),
      {
        default: { region: 'a', output: 'json', role_arn: 'r' },
        'profile x': { region: 'b', output: 'json', role_arn: 'r' },
      },
    );
    assert.throws(() => parseIni('[DEFAULT]\na = 1\n[DEFAULT]\na = 2\n'), MalformedIni);
  });

  test('a name may have brackets, quotes, spaces and any letters', () => {
    assert.deepEqual(Object.keys(parsed('[profile a]b]\n[profile "my corp"]\n[profile größe]\n[__proto__]\n')), [
      'profile a]b',
      'profile "my corp"',
      'profile größe',
      '__proto__',
    ]);
  });

  test('settings are the same in capitals, and with a colon', () => {
    assert.deepEqual(parsed('[default]\nAWS_ACCESS_KEY_ID=A\nRegion : b\n'), {
      default: { aws_access_key_id: 'A', region: 'b' },
    });
  });

  test('a value that goes on in indented lines, with what is nested in it', () => {
    const { services } = parsed(
      '[services]\necs =\n  endpoint_url = http://127.0.0.1:1\n  # none\n\n  Other = x\nssm =\n  endpoint_url = b\n',
    );
    assert.deepEqual(Object.fromEntries(parseNested(services!.ecs!)), {
      endpoint_url: 'http://127.0.0.1:1',
      Other: 'x',
    });
    assert.deepEqual(Object.fromEntries(parseNested(services!.ssm!)), { endpoint_url: 'b' });
    assert.deepEqual([...parseNested('endpoint_url = b')], []);
  });

  test('comments are left out, in whole lines and behind values, but not in a command', () => {
    assert.deepEqual(
      parsed('\uFEFF# a\n; b\n[default] ; c\nregion = a # b\ncredential_process = sh -c "x # y" ; z\nsecret = a#b;c\n'),
      {
        default: { region: 'a', credential_process: 'sh -c "x # y" ; z', secret: 'a#b;c' },
      },
    );
  });

  for (const [what, contents, line] of [
    ['a line that is nothing', '[default]\nregion = a\nnonsense\n', 3],
    ['a setting without a section', 'region = a\n', 1],
    ['a section that is there twice', '[default]\nregion = a\n[default]\nregion = b\n', 3],
    ['a setting that is there twice', '[default]\nregion = a\nREGION = b\n', 3],
    ['a value without a name', '[default]\n= b\n', 2],
  ] as const) {
    test(`${what} makes it unusable, as for the AWS CLI; the line is named, not shown`, () => {
      assert.throws(
        () => parseIni(contents),
        (error) => error instanceof MalformedIni && error.line === line && error.message === `line ${line}`,
      );
    });
  }
});
