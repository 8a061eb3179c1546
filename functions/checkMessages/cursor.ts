import { createHash } from 'node:crypto';
import { ErrorType } from '../../domain/ErrorType.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

/**
 * How far a device has come, per conversation: a version byte, then for each conversation 8 bytes of its id's SHA-256
 * and the last seq as a varint. A position, not a time: nothing that commits late can fall behind it.
 */
export type Positions = ReadonlyMap<string, number>;

const version = 1;
const hashBytes = 8;

/** The key of a conversation in `Positions`. */
export const positionKey = (conversationId: string): string =>
  createHash('sha256').update(conversationId).digest().subarray(0, hashBytes).toString('latin1');

const toVarint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
};

const malformed = () => new DomainError(ErrorType.BadRequest, 'This is not a cursor of `checkMessages`.');

const fromVarint = (bytes: Buffer, start: number): { value: number; end: number } => {
  let value = 0;
  for (let scale = 1, at = start; at < bytes.length; at += 1, scale *= 0x80) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (!Number.isSafeInteger(value)) throw malformed();
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw malformed();
};

export const encodeCursor = (positions: Positions): string => {
  const entries = [...positions].flatMap(([key, seq]) => [Buffer.from(key, 'latin1'), Buffer.from(toVarint(seq))]);
  return Buffer.concat([Buffer.from([version]), ...entries]).toString('base64url');
};

/** @throws DomainError `BadRequest` for anything that `encodeCursor` did not make */
export const decodeCursor = (cursor: string): Positions => {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes[0] !== version || bytes.toString('base64url') !== cursor) throw malformed();
  const positions = new Map<string, number>();
  for (let at = 1; at < bytes.length;) {
    const { value, end } = fromVarint(bytes, at + hashBytes);
    positions.set(bytes.toString('latin1', at, at + hashBytes), value);
    at = end;
  }
  return positions;
};
