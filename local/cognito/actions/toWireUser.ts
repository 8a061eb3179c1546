import { withSub, type User } from '../pool/User.ts';

export interface WireAttribute {
  readonly Name: string;
  readonly Value: string;
}

/** `UserType` of AdminCreateUser and ListUsers. */
export function toWireUser(user: User): Record<string, unknown> {
  return { Username: user.username, Attributes: toWireAttributes(withSub(user)), ...toWireState(user) };
}

export function toWireState(user: User): Record<string, unknown> {
  return {
    UserCreateDate: user.createdAt / 1_000,
    UserLastModifiedDate: user.modifiedAt / 1_000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

export function toWireAttributes(attributes: Readonly<Record<string, string>>): WireAttribute[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
