import type { Clock } from '../base/Clock.ts';
import type { AccessRequest, Decision, Iam } from '../iam/Iam.ts';
import type { Stack } from '../template/Stack.ts';
import { correctUpdates } from './correctUpdates.ts';
import { createFaultInjector } from './createFaultInjector.ts';
import { createHolds } from './createHolds.ts';
import { createLedger, type Ledger, type LedgerWriter } from './createLedger.ts';
import { createTableCatalog } from './createTableCatalog.ts';
import { validationAnswer } from './errorAnswers.ts';
import type { Backend, Gate, GateControls, ServiceAnswer, ServiceCall } from './Gate.ts';
import { requestFault } from './requestFault.ts';
import { tablesOf, toAccessRequests } from './toAccessRequests.ts';
import { touchedItems } from './touchedItems.ts';
import { withoutMember } from './wireForm.ts';

export interface GateOptions {
  readonly iam: Pick<Iam, 'decide'>;
  readonly stack: Stack;
  readonly clock: Clock;
  readonly backends: Readonly<Record<ServiceCall['service'], Backend>>;
  /** One of its own where it is absent. */
  readonly ledger?: LedgerWriter;
}

/**
 * The gate: authorize, hold, inject faults, run, enter into the ledger.
 * Rejects for operations that are not supported, with UnsupportedFeatureError.
 */
export function createGate(options: GateOptions): Gate & GateControls & { readonly ledger: Ledger } {
  const { iam, stack, clock, backends, ledger = createLedger() } = options;
  const catalog = createTableCatalog(stack);
  const holds = createHolds();
  const faults = createFaultInjector(catalog, clock, (operation, input) =>
    backends.dynamodb({ service: 'dynamodb', operation, input, roleArn: '', requestId: '' }),
  );
  const engine = correctUpdates(measured(backends.dynamodb));
  const refusalOf = (call: ServiceCall): ServiceAnswer | undefined => {
    for (const access of toAccessRequests(call, stack, catalog)) {
      const decision = iam.decide({ ...access, roleArn: call.roleArn });
      if (!decision.allowed) return denial(call, { ...access, stack, reason: decision.reason });
    }
    return undefined;
  };
  const run: Backend = async (call) => {
    if (call.service !== 'dynamodb') return backends[call.service](call);
    const fault = requestFault(call, catalog);
    return fault === undefined ? faults.run(call, engine) : validationAnswer(fault);
  };
  return {
    call: async (call) => {
      const refusal = refusalOf(call);
      const enter = ledger.begin(call, call.service === 'dynamodb' ? tablesOf(call, catalog) : []);
      const answer = refusal ?? (await holds.pass(call, () => run(call)));
      enter(answer, call.service === 'dynamodb' ? touchedItems(call, catalog).length : 0);
      return asAsked(call, answer);
    },
    hold: (matches) => holds.hold(matches),
    injectFaults: (wanted) => faults.injectFaults(wanted),
    injectedFaults: () => faults.injectedFaults(),
    drawCutPublish: () => faults.drawCutPublish(),
    ledger,
  };
}

function measured(backend: Backend): Backend {
  return (call) => backend({ ...call, input: { ReturnConsumedCapacity: 'TOTAL', ...call.input } });
}

/** Takes the consumed capacity out again that the caller did not ask for. */
function asAsked(call: ServiceCall, answer: ServiceAnswer): ServiceAnswer {
  if (call.input['ReturnConsumedCapacity'] !== undefined || answer.body['ConsumedCapacity'] === undefined)
    return answer;
  return { ...answer, body: withoutMember(answer.body, 'ConsumedCapacity') };
}

/** AppSync's name for its sessions, as denials in its logs show it. */
const appsyncSession = 'APPSYNC_ASSUME_ROLE';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denial(
  { roleArn, sessionName }: ServiceCall,
  {
    action,
    resource,
    stack,
    reason,
  }: Omit<AccessRequest, 'roleArn'> & { readonly stack: Stack; readonly reason: Decision['reason'] },
): ServiceAnswer {
  const role = roleArn.replace(/^.*\//, '');
  const user = `arn:aws:sts::${stack.accountId}:assumed-role/${role}/${sessionName ?? appsyncSession}`;
  const because =
    reason === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return {
    status: 400,
    body: {
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    },
  };
}
