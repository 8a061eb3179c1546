import { generateStatements, generateTypes } from '@aws-amplify/graphql-generator';
import { Kind, parse, print, type DefinitionNode } from 'graphql';
import { mergeSchema } from '../../../infra/build/mergeSchema.ts';
import { toAmplifySchema } from '../../../sdk/build/writeSchemas.ts';

const isNamed = (definition: DefinitionNode, field: string): boolean =>
  definition.kind === Kind.OPERATION_DEFINITION &&
  definition.name?.value === `${field[0]?.toUpperCase() ?? ''}${field.slice(1)}`;

/** What `amplify codegen` writes for the SDL that the SDK ships for it. */
export class AmplifyOutput {
  /** Every operation as GraphQL, in one document. */
  readonly documents: string;

  constructor() {
    const statements = generateStatements({ schema: toAmplifySchema(mergeSchema()), target: 'graphql' });
    this.documents = Object.values(statements).join('\n');
  }

  /** The operation for a root field, e.g. `onMessage`. */
  operation(field: string): string {
    const found = parse(this.documents).definitions.find((definition) => isNamed(definition, field));
    if (!found) throw new Error(`Amplify's generator wrote nothing for ${field}.`);
    return print(found);
  }

  /** `API.ts` */
  async types(): Promise<string> {
    const schema = toAmplifySchema(mergeSchema());
    const files = await generateTypes({ schema, target: 'typescript', queries: this.documents });
    return Object.values(files).join('\n');
  }
}
