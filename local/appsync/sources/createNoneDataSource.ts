import { isRecord } from '../../base/json.ts';
import type { DataSource } from './DataSource.ts';

/** A NONE source gives the request's payload back; without one the result is null (unconfirmed). */
export function createNoneDataSource(name: string): DataSource {
  return {
    name,
    invoke: async (request) => ({ result: (isRecord(request) ? request['payload'] : undefined) ?? null }),
  };
}
