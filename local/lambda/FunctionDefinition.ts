import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import type { Stack, StackResource } from '../template/Stack.ts';

/** An `AWS::Lambda::Function` with Lambda's defaults filled in. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** e.g. `nodejs24.x` */
  readonly runtime: string;
  readonly handler: string;
  /** The asset's directory. */
  readonly codeDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency: number | undefined;
  readonly logGroup: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const defaultTimeoutSeconds = 3;
const defaultMemoryMegabytes = 128;

function toText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TemplateError(`${what} is not a string.`);
  return value;
}

function toNumber(value: unknown, what: string): number {
  const number = Number(value);
  if (!Number.isInteger(number)) throw new TemplateError(`${what} is not a number.`);
  return number;
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function toEnvironment(variables: unknown, logicalId: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isRecord(variables) ? variables : {}).map(([name, value]) => [
      name,
      toText(value, `Environment variable ${name} of ${logicalId}`),
    ]),
  );
}

function toDefinition(stack: Stack, { logicalId, ref, attributes, properties }: StackResource): FunctionDefinition {
  const {
    Code,
    Environment,
    Handler,
    LoggingConfig,
    MemorySize,
    ReservedConcurrentExecutions,
    Role,
    Runtime,
    Timeout,
  } = properties;
  const logGroup = member(LoggingConfig, 'LogGroup');
  return {
    name: ref,
    arn: toText(attributes['Arn'], `Arn of ${logicalId}`),
    roleArn: toText(Role, `Role of ${logicalId}`),
    runtime: toText(Runtime, `Runtime of ${logicalId}`),
    handler: toText(Handler, `Handler of ${logicalId}`),
    codeDir: stack.assetPath(toText(member(Code, 'S3Key'), `Code.S3Key of ${logicalId}`)),
    environment: toEnvironment(member(Environment, 'Variables'), logicalId),
    timeoutSeconds: toNumber(Timeout ?? defaultTimeoutSeconds, `Timeout of ${logicalId}`),
    memoryMegabytes: toNumber(MemorySize ?? defaultMemoryMegabytes, `MemorySize of ${logicalId}`),
    reservedConcurrency:
      ReservedConcurrentExecutions === undefined
        ? undefined
        : toNumber(ReservedConcurrentExecutions, `ReservedConcurrentExecutions of ${logicalId}`),
    logGroup: typeof logGroup === 'string' ? logGroup : `/aws/lambda/${ref}`,
  };
}

/** The functions of the stack by every ARN that names them: their own and those of their published versions. */
export function loadFunctionDefinitions(stack: Stack): ReadonlyMap<string, FunctionDefinition> {
  const definitions = stack
    .resourcesOf('AWS::Lambda::Function')
    .map((lambdaFunction) => toDefinition(stack, lambdaFunction));
  const byArn = new Map(definitions.map((definition) => [definition.arn, definition]));

  for (const { ref } of stack.resourcesOf('AWS::Lambda::Version')) {
    const definition = byArn.get(ref.slice(0, ref.lastIndexOf(':')));
    if (definition !== undefined) byArn.set(ref, definition);
  }
  return byArn;
}
