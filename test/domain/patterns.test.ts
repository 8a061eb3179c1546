import { describe, expect, it } from 'vitest';
import { patterns } from '../../domain/patterns.ts';
import { matches } from '../../local/appsync/js/util/javaRegex.ts';

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
const good: Record<keyof typeof patterns, string[]> = {
  uuid: [uuid],
  anyCaseUuid: [uuid, uuid.toUpperCase()],
  clientMessageId: [uuid, '01ARZ3NDEKTSV4RRFFQ69G5FAV', '01arz3ndektsv4rrffq69g5fav'],
  username: ['ana', 'a_b.c-9', 'x'.repeat(64)],
};
const cases = (Object.keys(patterns) as (keyof typeof patterns)[]).flatMap((name) =>
  good[name].map((value) => [name, value] as const),
);

describe('a pattern', () => {
  it.each(cases)('%s accepts %s, and nothing around it, however it is matched', (name, value) => {
    // `test` finds a part, as `util.matches` may; the local runtime matches the whole value.
    const isFound = (text: string): boolean => new RegExp(patterns[name]).test(text);

    expect([isFound(value), matches(patterns[name], value)]).toEqual([true, true]);
    for (const text of [`!${value}`, `${value}!`, `${value}\n`, `\n${value}`, `${value}\n${value}`, '']) {
      expect([text, isFound(text), matches(patterns[name], text)]).toEqual([text, false, false]);
    }
  });
});
