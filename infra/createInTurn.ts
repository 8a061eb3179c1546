import { CfnResource } from 'aws-cdk-lib';
import { CfnDataSource, CfnFunctionConfiguration, CfnResolver } from 'aws-cdk-lib/aws-appsync';
import type { Construct } from 'constructs';

const kinds = [CfnDataSource, CfnFunctionConfiguration, CfnResolver].map((kind) => kind.CFN_RESOURCE_TYPE_NAME);

/**
 * Has CloudFormation create the parts of the API one at a time. In parallel, AppSync answers some of them with
 * ConcurrentModificationException, and the deployment fails:
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/932
 */
export const createInTurn = (scope: Construct): void => {
  const resources = scope.node.findAll().filter((part) => part instanceof CfnResource);
  const inTurn = kinds.flatMap((kind) => resources.filter(({ cfnResourceType }) => cfnResourceType === kind));
  inTurn.forEach((part, index) => {
    const former = inTurn[index - 1];
    if (former) part.addResourceDependency(former);
  });
};
