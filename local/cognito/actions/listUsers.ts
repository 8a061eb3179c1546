import { invalidParameter } from '../pool/CognitoError.ts';
import { withSub, type User } from '../pool/User.ts';
import type { AdminCall, Output } from './Action.ts';
import { optionalNumber, optionalString, optionalStrings } from './readInput.ts';
import { toWireAttributes, toWireUser } from './toWireUser.ts';

const maxPageSize = 60;

/** One filter of the form `name = "value"` or `name ^= "value"`. */
export function listUsers({ pool, input }: AdminCall): Output {
  const limit = optionalNumber(input, 'Limit') ?? maxPageSize;
  if (limit < 0 || limit > maxPageSize) {
    throw invalidParameter(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
        `Member must have value less than or equal to ${maxPageSize}`,
    );
  }
  const start = toStart(optionalString(input, 'PaginationToken'));
  const matching = pool.users.all().filter(toPredicate(optionalString(input, 'Filter')));
  const page = matching.slice(start, start + limit);
  const names = optionalStrings(input, 'AttributesToGet');
  const next = start + page.length;
  return {
    Users: page.map((user) => (names === undefined ? toWireUser(user) : withAttributes(user, names))),
    ...(next < matching.length && page.length > 0
      ? { PaginationToken: Buffer.from(`after ${next}`).toString('base64') }
      : {}),
  };
}

function toStart(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, start] = /^after (\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (start === undefined) throw invalidParameter('Invalid pagination token.');
  return Number(start);
}

function toPredicate(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const [, name, operator, value = ''] = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"(.*)"\s*$/.exec(filter) ?? [];
  if (name === undefined || name.startsWith('custom:')) throw invalidParameter('Error while parsing filter.');
  return (user) => {
    const found = filterable(user)[name];
    return found !== undefined && (operator === '=' ? found === value : found.startsWith(value));
  };
}

function filterable(user: User): Record<string, string> {
  return {
    ...withSub(user),
    username: user.username,
    'cognito:user_status': user.status,
    status: user.enabled ? 'Enabled' : 'Disabled',
  };
}

function withAttributes(user: User, names: readonly string[]): Output {
  const wanted = Object.entries(withSub(user)).filter(([name]) => names.includes(name));
  return { ...toWireUser(user), Attributes: toWireAttributes(Object.fromEntries(wanted)) };
}
