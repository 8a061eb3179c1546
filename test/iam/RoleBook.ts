import type { Iam } from 'messaging-local/iam/Iam.ts';
import type { Stack, StackResource } from 'messaging-local/template/Stack.ts';

/** What a role did and may do, each right as `action noun`: `dynamodb:PutItem Users`. */
export interface RolePage {
  /** `functions/sendMessage`, `sources/profiles`, `Administration` … */
  readonly role: string;
  readonly used: readonly string[];
  readonly unused: readonly string[];
  readonly denied: readonly string[];
  /** Rights that a service uses by itself: no call of the data plane can show them. */
  readonly serviceSide: readonly string[];
}

/** Lambda and AppSync write logs and traces with the role of the function or the API, outside of every call. */
const serviceSide = /^(?:logs:CreateLogGroup|logs:CreateLogStream|logs:PutLogEvents|xray:Put\w+) /;

const withoutDigits = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** `functions/<name>` also for the triggers, whose folder is that of the functions. */
export const roleNameOf = ({ logicalId }: StackResource): string => {
  const name = withoutDigits(logicalId).replace(/Role$/, '');
  return name.replace(/^(?:Functions|Accounts)(?=.)/, 'functions/').replace(/^Sources(?=.)/, 'sources/');
};

export interface Nouns {
  readonly nounOf: (arn: string) => string;
  readonly arnOf: (noun: string) => string;
}

/** Resources of a stack by the nouns of the project, as test/infra/rights.ts writes them. */
export const createNouns = (stack: Stack): Nouns => {
  const types = [
    'AWS::DynamoDB::Table',
    'AWS::Lambda::Function',
    'AWS::SecretsManager::Secret',
    'AWS::Cognito::UserPool',
    'AWS::AppSync::GraphQLApi',
    'AWS::Logs::LogGroup',
  ];
  const named = types.flatMap((type) =>
    stack.resourcesOf(type).map((resource) => {
      const noun = withoutDigits(resource.logicalId)
        .replace(/^(?:Storage|Accounts|Functions|Api)(?=.)/, '')
        .replace(/(Function|Logs)$/, '.$1');
      // A secret's ARN is its Ref; every other one has an attribute for it.
      return { noun, arn: resource.attributes['Arn'] ?? resource.ref };
    }),
  );
  const swap = (text: string, from: 'arn' | 'noun', to: 'arn' | 'noun'): string => {
    const match = named.find((one) => text === one[from] || text.startsWith(`${one[from]}/`));
    return match ? match[to] + text.slice(match[from].length) : text;
  };
  return { nounOf: (arn) => swap(arn, 'arn', 'noun'), arnOf: (noun) => swap(noun, 'noun', 'arn') };
};

const sortedTexts = (cells: readonly { action: string; resource: string }[], nounOf: (arn: string) => string) =>
  [...new Set(cells.map(({ action, resource }) => `${action} ${nounOf(resource)}`))].sort();

/** The usage of every role so far. */
export const openRoleBook = (stack: Stack, iam: Pick<Iam, 'report'>): RolePage[] => {
  const { nounOf } = createNouns(stack);
  const roles = new Map(stack.resourcesOf('AWS::IAM::Role').map((role) => [role.attributes['Arn'], role]));
  return iam.report().map(({ roleArn, used, unused, denied }) => {
    const role = roles.get(roleArn);
    if (!role) throw new Error(`The stack has no role ${roleArn}.`);
    const notUsed = sortedTexts(unused, nounOf);
    return {
      role: roleNameOf(role),
      used: sortedTexts(used, nounOf),
      unused: notUsed.filter((right) => !serviceSide.test(right)),
      denied: sortedTexts(denied, nounOf),
      serviceSide: notUsed.filter((right) => serviceSide.test(right)),
    };
  });
};
