import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { Stack } from '../../template/Stack.ts';
import type { TriggerName, Triggers } from './PoolDefinition.ts';
import { recordProperty, stringProperty, type Properties } from './templateProperties.ts';

const supported: readonly TriggerName[] = ['PreSignUp', 'PostConfirmation', 'PreTokenGeneration'];

/** @throws TemplateError when Cognito is not permitted to invoke a trigger's function */
export function loadTriggers(stack: Stack, poolArn: string, config: Properties): Triggers {
  for (const name of Object.keys(config)) {
    if (name !== 'PreTokenGenerationConfig' && !supported.some((trigger) => trigger === name)) {
      throw new UnsupportedFeatureError(`the Cognito trigger ${name}`);
    }
  }
  const triggers: Partial<Record<TriggerName, string>> = {};
  for (const name of supported) {
    const functionArn = name === 'PreTokenGeneration' ? tokenTrigger(config) : stringProperty(config, name);
    if (functionArn === undefined) continue;
    assertPermitted(stack, functionArn, { name, poolArn });
    triggers[name] = functionArn;
  }
  return triggers;
}

function tokenTrigger(config: Properties): string | undefined {
  const versioned = recordProperty(config, 'PreTokenGenerationConfig');
  const version = stringProperty(versioned, 'LambdaVersion') ?? 'V1_0';
  if (version !== 'V1_0') throw new UnsupportedFeatureError(`the Cognito trigger PreTokenGeneration ${version}`);
  return stringProperty(versioned, 'LambdaArn') ?? stringProperty(config, 'PreTokenGeneration');
}

function assertPermitted(stack: Stack, functionArn: string, trigger: { name: TriggerName; poolArn: string }): void {
  const isPermitted = stack.resourcesOf('AWS::Lambda::Permission').some(({ properties }) => {
    const sourceArn = stringProperty(properties, 'SourceArn');
    return (
      namesFunction(stringProperty(properties, 'FunctionName'), functionArn) &&
      ['lambda:InvokeFunction', 'lambda:*'].includes(stringProperty(properties, 'Action') ?? '') &&
      stringProperty(properties, 'Principal') === 'cognito-idp.amazonaws.com' &&
      (sourceArn === undefined || sourceArn === trigger.poolArn)
    );
  });
  if (isPermitted) return;
  throw new TemplateError(
    `The user pool ${trigger.poolArn} may not invoke its ${trigger.name} trigger ${functionArn}: the template has no ` +
      'AWS::Lambda::Permission for cognito-idp.amazonaws.com with that pool as SourceArn.',
  );
}

function namesFunction(name: string | undefined, functionArn: string): boolean {
  return name !== undefined && (name === functionArn || functionArn.endsWith(`:function:${name}`));
}
