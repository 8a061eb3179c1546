import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleFunction } from './build/bundleFunction.ts';
import type { FunctionShape } from './functions.ts';
import type { Storage } from './Storage.ts';
import type { TableName } from './tables.ts';

export interface MessagingFunctionProps {
  /** The folder under `functions/`. */
  readonly name: string;
  readonly shape: FunctionShape;
  readonly storage: Storage;
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatement[];
}

/** A Lambda with a log group and a role of its own, that may do what its shape says and nothing else. */
export class MessagingFunction extends Construct {
  readonly function: Function;

  constructor(
    scope: Construct,
    id: string,
    { name, shape, storage, environment, statements = [] }: MessagingFunctionProps,
  ) {
    super(scope, id);
    const grants = shape.grants ?? [];
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new Function(this, 'Function', {
      code: Code.fromAsset(bundleFunction(name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: shape.memoryMegabytes,
      timeout: Duration.seconds(shape.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      logGroup,
      environment: { ...storage.variables(grants.map(({ table }): TableName => table)), ...environment },
      role: this.#createRole(logGroup, [...storage.statements(grants), ...statements]),
    });
  }

  /** Instead of the managed policy, which allows log writing everywhere. */
  #createRole(logGroup: LogGroup, statements: readonly PolicyStatement[]): Role {
    const logs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Rights: new PolicyDocument({ statements: [logs, ...statements] }) },
    });
  }
}
