import { elementsOf } from '../../../gate/wireForm.ts';
import { readExpression, readProjection, toParameters } from './expressions.ts';
import type { Plan, PlanContext } from './Plan.ts';
import type { RequestReader } from './RequestReader.ts';
import { fromWireItem } from './typedValues.ts';

const common = [
  'operation',
  'version',
  'index',
  'filter',
  'limit',
  'nextToken',
  'consistentRead',
  'select',
  'projection',
];

export function planQuery(request: RequestReader, context: PlanContext): Plan {
  request.accept(...common, 'query', 'scanIndexForward');
  const input = {
    ScanIndexForward: request.optionalBoolean('scanIndexForward') ?? true,
    ...toParameters({
      KeyConditionExpression: readExpression(request.object('query')),
      FilterExpression: readFilter(request),
      ProjectionExpression: readProjection(request),
    }),
  };
  return planSearch('Query', { request, input, ...context });
}

export function planScan(request: RequestReader, context: PlanContext): Plan {
  request.accept(...common, 'totalSegments', 'segment');
  const input = {
    ...defined({ TotalSegments: request.optionalNumber('totalSegments'), Segment: request.optionalNumber('segment') }),
    ...toParameters({ FilterExpression: readFilter(request), ProjectionExpression: readProjection(request) }),
  };
  return planSearch('Scan', { request, input, ...context });
}

function planSearch(
  operation: string,
  { request, input, table, issuer, tokens }: PlanContext & { request: RequestReader; input: Record<string, unknown> },
): Plan {
  const token = request.optionalText('nextToken');
  return {
    operation,
    input: {
      TableName: table,
      ...input,
      ConsistentRead: request.optionalBoolean('consistentRead') ?? false,
      ...defined({
        IndexName: request.optionalText('index'),
        Limit: request.optionalNumber('limit'),
        Select: request.optionalText('select'),
        ExclusiveStartKey: token === undefined ? undefined : tokens.open(token, issuer),
      }),
    },
    toResult: (body) => {
      const lastKey = body['LastEvaluatedKey'];
      return {
        items: elementsOf(body['Items']).map(fromWireItem),
        nextToken: lastKey === undefined ? null : tokens.issue(lastKey, issuer),
        scannedCount: body['ScannedCount'],
      };
    },
  };
}

function readFilter(request: RequestReader): ReturnType<typeof readExpression> | undefined {
  const filter = request.optionalObject('filter');
  return filter === undefined ? undefined : readExpression(filter);
}

function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
