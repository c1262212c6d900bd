import { AwsError } from '../aws/error.ts';
import { awsJson } from '../aws/json-protocol.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Service } from '../aws/protocol.ts';
import type { Gateway } from '../gateway/api.ts';
import type { World } from '../world/world.ts';

/**
 * What AWS Systems Manager offers for sessions that ExecuteCommand has opened. Whether AWS resumes these is not
 * documented; here it does.
 */
export function ssm({ region, account }: World, gateway: Gateway): Service {
  return {
    signingName: 'ssm',
    protocol: awsJson('AmazonSSM'),
    operations: {
      ResumeSession(input) {
        const opened = gateway.resume(sessionId(input));
        if (opened === undefined) throw unknownSession();
        return { SessionId: opened.sessionId, TokenValue: opened.tokenValue, StreamUrl: opened.streamUrl };
      },
      TerminateSession(input) {
        const session = gateway.sessions.get(sessionId(input));
        if (session === undefined) throw unknownSession();
        session.terminate();
        return { SessionId: session.sessionId };
      },
    },
    resource: ({ input }) => `arn:aws:ssm:${region}:${account}:session/${sessionId(input)}`,
  };
}

function sessionId(input: Parameters): string {
  const id = input.text('SessionId');
  if (id) return id;
  throw new AwsError('ValidationException', "Value at 'sessionId' failed to satisfy constraint: Member must not be null");
}

function unknownSession(): AwsError {
  return new AwsError('DoesNotExistException', 'The specified session does not exist.');
}
