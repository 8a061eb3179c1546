import { ErrorType } from '../../../domain/ErrorType.ts';
import { limits } from '../../../domain/limits.ts';
import { DomainError } from '../lambda/DomainError.ts';

/** How many items a page holds, from the `limit` that the caller gave or left out. */
export const toPageSize = (limit: number | null | undefined): number => {
  const size = limit ?? limits.pageSize.default;
  if (size >= 1 && size <= limits.pageSize.max) return size;
  throw new DomainError(ErrorType.BadRequest, `The limit must be from 1 to ${limits.pageSize.max}.`);
};
