import { describe, expect, it } from 'vitest';
import { anaId, anaSignedInAt } from '../support/aResolverContext.ts';
import { aUserItem } from './aUserItem.ts';
import { BundledResolver, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Subscription.onMessage');

const selecting = (...selectionSetList: string[]) => ({
  info: {
    fieldName: 'onMessage',
    parentTypeName: 'Subscription',
    variables: {},
    selectionSetList,
    selectionSetGraphQL: '',
  },
});

const whole = [
  '__typename',
  'message',
  ...[
    '__typename',
    'id',
    'conversationId',
    'seq',
    'version',
    'senderId',
    'senderUsername',
    'text',
    'createdAt',
    'clientMessageId',
    'hiddenReason',
  ].map((field) => `message/${field}`),
];

describe('Subscription.onMessage', () => {
  it('reads the profile of the token consistently', () => {
    expect(valueOf(code.request(selecting(...whole)))).toEqual({
      operation: 'GetItem',
      key: { userId: { S: anaId } },
      consistentRead: true,
    });
  });

  it.each([
    ['the audience', ['message', 'message/id', 'recipientIds']],
    ['the audience alone', ['recipientIds']],
    ['the audience under an alias', ['message', 'who']],
    ['a field of the message under an alias', ['message', 'message/body']],
    ['the message under an alias', ['m', 'm/id']],
    ['a path below a field', ['message', 'message/text/x']],
    ['names similar to a field', ['message ', 'Message']],
  ])('refuses a selection of %s', (_, paths) => {
    expect(errorOf(code.request(selecting(...paths)))).toMatchObject({
      errorType: 'BadRequest',
      message: 'Select `message` and its fields, without aliases.',
    });
  });

  it('delivers messages with the caller among the recipients, until the caller is signed out', () => {
    const evaluation = code.response({ result: aUserItem({ signedOutAt: undefined }) });

    expect(valueOf(evaluation)).toBeNull();
    expect(evaluation.subscriptionFilter).toEqual({
      filterGroup: [{ filters: [{ fieldName: 'recipientIds', operator: 'contains', value: anaId }] }],
    });
    expect(evaluation.subscriptionInvalidationFilter).toEqual({
      filterGroup: [
        {
          filters: [
            { fieldName: 'userId', operator: 'eq', value: anaId },
            { fieldName: 'signedOutAt', operator: 'ge', value: anaSignedInAt },
          ],
        },
      ],
    });
  });

  it('opens for a sign-in after the last sign-out', () => {
    const evaluation = code.response({ result: aUserItem({ signedOutAt: anaSignedInAt - 1 }) });

    expect(valueOf(evaluation)).toBeNull();
    expect(evaluation.subscriptionFilter).toBeDefined();
  });

  it.each([
    ['signed out in the second of the sign-in', 'SIGNED_OUT', aUserItem({ signedOutAt: anaSignedInAt })],
    ['signed out since', 'SIGNED_OUT', aUserItem({ signedOutAt: anaSignedInAt + 1 })],
    ['disabled', 'DISABLED', aUserItem({ status: 'DISABLED' })],
    ['deleted', 'SIGNED_OUT', aUserItem({ status: 'DELETED' })],
    ['without a profile', 'SIGNED_OUT', null],
  ])('refuses a user who is %s as %s, and sets no filter', (_, reason, result) => {
    const evaluation = code.response({ result });

    const message = 'Please sign in again.';
    expect(errorOf(evaluation)).toMatchObject({ errorType: 'Unauthorized', message, errorInfo: { reason } });
    expect(evaluation.subscriptionFilter).toBeUndefined();
  });

  it('hides the error text of the source', () => {
    expect(errorOf(code.response({ result: null, error: sourceError }))).toEqual(unavailable);
  });
});
