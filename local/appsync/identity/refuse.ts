import type { Refusal } from './Authenticator.ts';

/** AppSync's texts; `unparsable`, `expired` and `noCredentials` have been seen from the service. */
const messages = {
  noCredentials: 'Valid authorization header not provided.',
  unparsable: 'Unable to parse JWT token.',
  expired: 'Token has expired.',
  forged: 'Valid authorization header not provided.',
  notAuthorized: 'You are not authorized to make this call.',
} as const;

export type RefusalReason = keyof typeof messages;

export function refuse(reason: RefusalReason): { readonly refusal: Refusal } {
  return { refusal: { errorType: 'UnauthorizedException', message: messages[reason] } };
}
