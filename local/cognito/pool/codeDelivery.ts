import type { CodePurpose } from './createCodes.ts';
import { secretOf } from './password.ts';
import type { Pool } from './Pool.ts';
import type { User } from './User.ts';

export interface CodeDeliveryDetails {
  readonly Destination: string;
  readonly DeliveryMedium: 'EMAIL';
  readonly AttributeName: 'email';
}

/** Mails a fresh code to the user's address. */
export function deliverCode(pool: Pool, user: User, purpose: CodePurpose): CodeDeliveryDetails {
  const to = user.attributes['email'] ?? '';
  const code = pool.codes.issue(user.sub, purpose);
  const { id: poolId, mailSubject: subject } = pool.definition;
  const issuedFor = { poolId, sub: user.sub, purpose };
  pool.mailbox.send({ to, username: user.username, code, subject, issuedFor });
  return toDetails(to);
}

/** What somebody who does not exist is told, the same each time. */
export function simulateDelivery(pool: Pool, username: string): CodeDeliveryDetails {
  const digits = secretOf(pool, `delivery ${pool.users.normalize(username)}`);
  return toDetails(`${toLetter(digits.slice(0, 8))}@${toLetter(digits.slice(8, 16))}`);
}

function toDetails(email: string): CodeDeliveryDetails {
  const [local = '', domain = ''] = email.split('@');
  return {
    Destination: `${local.charAt(0)}***@${domain.charAt(0)}***`,
    DeliveryMedium: 'EMAIL',
    AttributeName: 'email',
  };
}

function toLetter(digits: string): string {
  return 'abcdefghijklmnopqrstuvwxyz'.charAt(Number.parseInt(digits, 16) % 26);
}
