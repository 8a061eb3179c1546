import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import type { RequestRejection } from './GraphqlApi.ts';

/** A fault that is not AppSync's: a feature that the runtime lacks names itself, anything else says nothing of the inside. */
export function toRejection(failure: Error | undefined): RequestRejection {
  if (failure instanceof UnsupportedFeatureError) {
    return { status: 500, errorType: failure.name, message: failure.message };
  }
  return { status: 500, errorType: 'InternalFailure', message: 'An internal failure occurred.' };
}
