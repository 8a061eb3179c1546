import { codeOf } from '../../../template/codeOf.ts';
import { readText } from '../../../template/readProperty.ts';
import type { Stack, StackResource } from '../../../template/Stack.ts';
import { assertCodeTypes } from '../../js/types/assertCodeTypes.ts';

/** `Type.field` for a resolver, the name for a function. */
function nameOf(resource: StackResource): string {
  return resource.type === 'AWS::AppSync::Resolver'
    ? `${readText(resource, 'TypeName')}.${readText(resource, 'FieldName')}`
    : readText(resource, 'Name');
}

/** Refuses a stack whose resolver code AppSync would refuse at upload for its types. */
export function assertResolverTypes(stack: Stack): void {
  const resources = ['AWS::AppSync::FunctionConfiguration', 'AWS::AppSync::Resolver'].flatMap((type) =>
    stack.resourcesOf(type),
  );
  const names = new Map(
    resources.flatMap((resource) => {
      const code = codeOf(stack, resource);
      return code === undefined ? [] : [[code, nameOf(resource)] as const];
    }),
  );
  assertCodeTypes(new Map([...names].map(([code, name]) => [name, code])));
}
