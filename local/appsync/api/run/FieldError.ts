import type { ResolverError } from '../../js/handler/ResolverCode.ts';

/** Ends a field with an element of `errors`; the executor adds path and locations. */
export class FieldError extends Error {
  override readonly name = 'FieldError';

  readonly entry: ResolverError;

  constructor(entry: ResolverError) {
    super(entry.message);
    this.entry = entry;
  }
}

/** A resolver's value has not the shape of its field's type; AppSync tells it without locations. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

export function fieldError(errorType: string | null, message: string): FieldError {
  return new FieldError({ message, errorType, data: null, errorInfo: null });
}
