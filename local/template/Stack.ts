/** One resource of the synthesized template with its intrinsic functions resolved. */
export interface StackResource {
  readonly logicalId: string;
  /** CloudFormation type, e.g. `AWS::AppSync::Resolver`. */
  readonly type: string;
  /** Every `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join` … already replaced. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `ApiId`, `GraphQLUrl`, `ClientSecret` …). */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A stack of `cdk.out`, ready to be served. */
export interface Stack {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Resources of one type, in template order. */
  resourcesOf(type: string): readonly StackResource[];
  resource(logicalId: string): StackResource;
  /** The file or directory in the assembly behind an S3 object key such as `<hash>.zip`. */
  assetPath(objectKey: string): string;
}
