import { AccountRootPrincipal, PolicyDocument, Role, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Api } from './Api.ts';

/** The fields for operators: who they are is decided by who may assume this role in the owner's account. */
export class Administration extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { api }: { api: Api }) {
    super(scope, id);
    const statements = ['disableUser', 'enableUser'].map((mutation): PolicyStatement => api.mayCall(mutation));
    this.role = new Role(this, 'Role', {
      description: 'May disable and enable people of the messaging backend.',
      assumedBy: new AccountRootPrincipal(),
      inlinePolicies: { Rights: new PolicyDocument({ statements }) },
    });
  }
}
