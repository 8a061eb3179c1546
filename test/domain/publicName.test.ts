import fc from 'fast-check';
import { matches } from 'messaging-local/appsync/js/util/javaRegex.ts';
import { describe, expect, it } from 'vitest';
import { publicNamePattern } from '../../domain/publicName.ts';
import { isPublicName } from '../../functions/lib/accounts/isPublicName.ts';
import { acceptedNames, refusedNames } from '../support/refusedNames.ts';

/** The rule in words of JavaScript's own properties of characters, which Java has not. */
const follows = (name: string): boolean => {
  const characters = Array.from(name);
  if (!name.isWellFormed() || characters.length < 1 || characters.length > 100) return false;
  if (/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(name)) return false;
  const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\uFDD0-\uFDEF\uFFF9-\uFFFB\uFFFE\uFFFF]/gu;
  if (!/[^\p{White_Space}\p{M}]/u.test(name.replaceAll(unseen, ''))) return false;
  if (/\p{M}{5}/u.test(name.replaceAll(/[\u00AD\u200B-\u200D\u2060-\u2064\uFEFF]/g, ''))) return false;
  const words = name.replaceAll(unseen, '').replaceAll(/\s+/gu, ' ').trim();
  return !/^deleted user$/i.test(words) && !/^\s*deleted-[0-9a-f-]{36}\s*$/u.test(name);
};

/** Characters that the rule speaks of, among others. */
const aCharacter = fc.oneof(
  fc.constantFrom(...Array.from('aZ9 -_\u00A0\u3000\t\n\r\u0000\u0007\u0085\u2028\u2029')),
  fc.constantFrom(
    ...Array.from('\u0301\u0336\u0483\uFE0F\u200D\u200B\u200E\u061C\u2066\u3164\u2800\u00AD\uFEFF\u034F'),
  ),
  fc.constantFrom('\uD83D', '\uDE00', '😀', '\u{E0100}', '\u{E0067}', '\u{1D159}', '\u{1BCA0}', '\u{10FFFD}'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const aName = fc.oneof(
  fc.string({ unit: aCharacter, maxLength: 12 }),
  fc.string({ unit: aCharacter, minLength: 95, maxLength: 105 }),
  fc.constantFrom(...Object.values(refusedNames), ...Object.values(acceptedNames)),
  fc
    .tuple(fc.constantFrom('Deleted user', 'deleted  USER', 'Deleted users'), fc.nat(12), aCharacter)
    .map(([words, at, character]) => words.slice(0, at) + character + words.slice(at)),
);

describe('the rule for names that people see', () => {
  it('is the same in resolvers and in functions, and what it says', () => {
    fc.assert(
      fc.property(aName, (name) => {
        expect([matches(publicNamePattern, name), isPublicName(name)]).toEqual([follows(name), follows(name)]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes every character that can be seen, and no other', () => {
    for (let codePoint = 0; codePoint <= 0x10_ffff; codePoint += 1) {
      const character = String.fromCodePoint(codePoint);
      if (isPublicName(character) !== follows(character)) expect.fail(`U+${codePoint.toString(16)}`);
    }
  });

  it.each(Object.entries(refusedNames))('refuses %s', (_, name) => {
    expect(follows(name)).toBe(false);
  });

  it.each(Object.entries(acceptedNames))('takes %s', (_, name) => {
    expect(follows(name)).toBe(true);
  });

  it('ends soon, however long the text is', () => {
    const start = process.hrtime.bigint();
    for (const unit of ['a', '\u0301', '\u200D\u0301', ' ', 'Deleted ', 'D\u200B']) {
      expect(isPublicName(unit.repeat(500_000))).toBe(false);
      expect(matches(publicNamePattern, unit.repeat(500_000))).toBe(false);
    }
    expect(process.hrtime.bigint() - start).toBeLessThan(2_000_000_000n);
  });
});
