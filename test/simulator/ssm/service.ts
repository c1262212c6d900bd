import { AwsError } from '../aws/error.ts';
import { awsJson } from '../aws/json-protocol.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Call, Need, Service } from '../aws/protocol.ts';
import { required } from '../aws/required.ts';
import { tagContext } from '../ecs/needs.ts';
import type { Gateway } from '../gateway/api.ts';
import type { World } from '../world/world.ts';
import { describeSessions } from './describe-sessions.ts';
import { startSession } from './start-session.ts';
import { findTarget } from './target.ts';

/**
 * What AWS Systems Manager offers for sessions with containers. Whether AWS resumes those that ExecuteCommand has
 * opened is not documented; here it does.
 */
export function ssm(world: World, gateway: Gateway): Service {
  return {
    signingName: 'ssm',
    protocol: awsJson('AmazonSSM'),
    operations: {
      StartSession: startSession(world, gateway),
      DescribeSessions: describeSessions(world, gateway),
      ResumeSession(input) {
        const opened = gateway.resume(sessionId(input));
        if (opened === undefined) {
          throw unknownSession();
        }
        return { SessionId: opened.sessionId, TokenValue: opened.tokenValue, StreamUrl: opened.streamUrl };
      },
      TerminateSession(input) {
        const session = gateway.sessions.get(sessionId(input));
        if (session === undefined) {
          throw unknownSession();
        }
        session.terminate();
        return { SessionId: session.sessionId };
      },
    },
    resource: (call) => resource(world, call),
    needs: (call) => needs(world, call),
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
function resource(world: World, { operation, input }: Call): string {
  if (operation === 'StartSession') {
    return findTarget(world, input.text('Target') ?? '')?.task.description.taskArn ?? '*';
  }
  if (operation === 'DescribeSessions') {
    return '*';
  }
  return `arn:aws:ssm:${world.region}:${world.account}:session/${sessionId(input)}`;
}

/** A session is started on a target and with a document, each of which must be allowed. */
function needs(world: World, call: Call): Need[] {
  const { operation, input } = call;
  const action = `ssm:${operation}`;
  if (operation !== 'StartSession') {
    // A session carries who has started it as a tag; here, that is always the one who asks now.
    const context = { 'ssm:resourceTag/aws:ssmmessages:session-id': world.caller.userId };
    return [{ action, resources: [resource(world, call)], ...(operation !== 'DescribeSessions' && { context }) }];
  }
  const document = input.text('DocumentName');
  const owner = document?.startsWith('AWS-') === true ? '' : world.account;
  const tags = findTarget(world, input.text('Target') ?? '')?.task.description.tags;
  return [
    { action, resources: [resource(world, call)], context: tagContext(tags) },
    ...(document === undefined
      ? []
      : [{ action, resources: [`arn:aws:ssm:${world.region}:${owner}:document/${document}`] }]),
  ];
}

function sessionId(input: Parameters): string {
  return required(input, 'SessionId', 96);
}

function unknownSession(): AwsError {
  return new AwsError('DoesNotExistException', 'The specified session does not exist.');
}
