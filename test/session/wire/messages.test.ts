import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeFrame } from '../../../src/session/wire/frame.ts';
import {
  acknowledgedSequence,
  acknowledgement,
  closingMessage,
  openDataChannel,
  sizePayload,
} from '../../../src/session/wire/messages.ts';
import { agentFrame } from '../support/agent-frames.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function json(bytes: Uint8Array | string): unknown {
  return JSON.parse(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString());
}

suite('messages', () => {
  test('introduce the client with its token, and a version that AWS still supports', () => {
    const { RequestId, ClientVersion, ...rest } = json(openDataChannel('token', 'client')) as Record<string, string>;
    assert.deepEqual(rest, { MessageSchemaVersion: '1.0', TokenValue: 'token', ClientId: 'client' });
    assert.match(RequestId ?? '', UUID);
    const build = /^1\.2\.(\d+)\.0$/.exec(ClientVersion ?? '')?.[1];
    assert.ok(Number(build) > 764);
  });

  test('acknowledge a frame by its type, id and number', () => {
    const decoded = decodeFrame(acknowledgement(agentFrame({ sequenceNumber: 7 }), 1_700_000_000_001));
    assert.ok(decoded.ok);
    const { payload, messageId, ...header } = decoded.frame;
    assert.deepEqual(header, {
      messageType: 'acknowledge',
      createdDate: 1_700_000_000_001,
      sequenceNumber: 0,
      flags: 3,
      payloadType: 0,
    });
    assert.match(messageId, UUID);
    assert.deepEqual(json(payload), {
      AcknowledgedMessageType: 'output_stream_data',
      AcknowledgedMessageId: '00112233-4455-6677-8899-aabbccddeeff',
      AcknowledgedMessageSequenceNumber: 7,
      IsSequentialMessage: true,
    });
  });

  test('tell which frame is acknowledged, if they tell it', () => {
    const sequence = (content: string): number | undefined => acknowledgedSequence(Buffer.from(content));
    assert.equal(sequence('{"AcknowledgedMessageSequenceNumber":3}'), 3);
    for (const content of [
      '',
      '{',
      'null',
      '[]',
      '7',
      '{}',
      ...['-1', '1.5', '"1"', '1e99', 'null'].map((n) => `{"AcknowledgedMessageSequenceNumber":${n}}`),
    ]) {
      assert.equal(sequence(content), undefined, content);
    }
  });

  test('tell what the agent says at the end, if it can be read', () => {
    const message = (content: string | Uint8Array): string => closingMessage(Buffer.from(content as string));
    assert.equal(
      message('{"Output":"\\n\\n----------ERROR-------\\nno such file"}'),
      '\n\n----------ERROR-------\nno such file',
    );
    for (const content of ['', '{', 'null', '{}', '{"Output":null}', '{"Output":{}}', Uint8Array.of(0xff, 0xfe)]) {
      assert.equal(message(content), '');
    }
  });

  test('give the size in columns and rows', () => {
    assert.deepEqual(json(sizePayload({ columns: 80, rows: 24 })), { cols: 80, rows: 24 });
  });
});
