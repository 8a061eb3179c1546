import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { FakeTiming } from './FakeTiming.ts';
import { aUser, boId, noon } from './SendWorld.ts';

/** Real clients over bo's account, which does what it is told. */
export const administration = () => {
  const cognitoClient = new CognitoIdentityProviderClient({ region: 'us-east-1' });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const cognito = mockClient(cognitoClient);
  const table = mockClient(documents);
  const order: string[] = [];
  table.on(UpdateCommand).callsFake((input: { ExpressionAttributeValues: Record<string, unknown> }) => {
    const status = input.ExpressionAttributeValues[':status'];
    order.push(`profile ${String(status)}`);
    return { Attributes: aUser(boId, 'bo', { status }) };
  });
  cognito.on(AdminDisableUserCommand).callsFake(() => {
    order.push('Cognito disabled');
    return {};
  });
  cognito.on(AdminEnableUserCommand).callsFake(() => {
    order.push('Cognito enabled');
    return {};
  });
  const deps = {
    cognito: cognitoClient,
    documents,
    timing: new FakeTiming(noon),
    usersTable: 'Users',
    userPoolId: 'us-east-1_pool',
  };
  return { cognito, table, order, deps };
};
