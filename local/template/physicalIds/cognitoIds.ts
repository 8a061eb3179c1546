import { alphabets, randomText } from '../../base/randomText.ts';
import type { PhysicalIds } from './PhysicalIds.ts';
import { arnOf, textOf } from './physicalName.ts';

const poolIdLength = 9;
const clientIdLength = 26;
const clientSecretLength = 51;

/** Ids and attributes of user pools: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html */
export const cognitoIds: PhysicalIds = {
  'AWS::Cognito::UserPool': (context) => {
    const suffix = context.keep('poolId', () => randomText(poolIdLength, alphabets.mixed));
    const poolId = `${context.region}_${suffix}`;
    const provider = `cognito-idp.${context.region}.amazonaws.com/${poolId}`;
    return {
      ref: poolId,
      attributes: {
        Arn: arnOf(context, 'cognito-idp', `userpool/${poolId}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
        UserPoolId: poolId,
      },
    };
  },

  'AWS::Cognito::UserPoolClient': (context) => {
    const clientId = context.keep('clientId', () => randomText(clientIdLength, alphabets.lower));
    const hasSecret = context.properties['GenerateSecret'] === true || context.properties['GenerateSecret'] === 'true';
    const name = textOf(context, 'ClientName') ?? context.logicalId;
    if (!hasSecret) return { ref: clientId, attributes: { ClientId: clientId, Name: name } };

    const secret = context.keep('clientSecret', () => randomText(clientSecretLength, alphabets.lower));
    return { ref: clientId, attributes: { ClientId: clientId, ClientSecret: secret, Name: name } };
  },

  'AWS::Cognito::UserPoolGroup': (context) => ({
    ref: textOf(context, 'GroupName') ?? context.logicalId,
    attributes: {},
  }),
};
