const traceRoot = /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/i;
const traceParent = /(?:^|;)\s*Parent=([0-9a-f]{16})(?:;|$)/i;
const traceStep = /(?:^|;)\s*Step=(\d{1,6})(?:;|$)/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Which call of a function a request is. */
export interface FunctionStep {
  /** The segment of the invocation: `segmentOf`. */
  readonly invocation: string;
  /** 1 for what the function sends at once, one more than the latest answer that it has got otherwise. */
  readonly step: number;
}

/** The `Parent` of an invocation's calls: 16 hexadecimal digits. */
export function segmentOf(awsRequestId: string): string {
  return awsRequestId.replaceAll('-', '').toLowerCase().slice(-16);
}

/**
 * The X-Ray tracing header (`Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=0`) of a request.
 * A UUID's 32 digits fill `Root` exactly, so `requestIdOf` gives the request id back; AWS draws `Root` by itself.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function traceIdOf(requestId: string, awsRequestId: string = requestId): string {
  if (!uuid.test(requestId)) throw new TypeError(`A request id is a UUID, not "${requestId}".`);

  const digits = requestId.replaceAll('-', '').toLowerCase();
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8)};Parent=${segmentOf(awsRequestId)};Sampled=0`;
}

/** The request id behind an `X-Amzn-Trace-Id` header, `undefined` for a header that has no well-formed `Root`. */
export function requestIdOf(traceHeader: string | undefined): string | undefined {
  const [, seconds, rest] = traceRoot.exec(traceHeader ?? '') ?? [];
  if (seconds === undefined || rest === undefined) return undefined;

  const digits = `${seconds}${rest}`.toLowerCase();
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

/** The step that this runtime's own environments add to the header; the other members of the header are X-Ray's. */
export function functionStepOf(traceHeader: string | undefined): FunctionStep | undefined {
  const [, invocation] = traceParent.exec(traceHeader ?? '') ?? [];
  const [, step] = traceStep.exec(traceHeader ?? '') ?? [];
  return invocation === undefined || step === undefined ? undefined : { invocation, step: Number(step) };
}
