import type { Storage } from './Storage.ts';

/** Keeps everything until the process or the page ends. Clients that share one behave like tabs of one browser. */
export const createMemoryStorage = (): Storage => {
  // As text, so that what is kept is a copy.
  const entries = new Map<string, string>();
  const keysOf = (prefix: string): string[] => [...entries.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    read: async (prefix) => keysOf(prefix).map((key) => [key, JSON.parse(entries.get(key) ?? 'null')] as const),
    write: async ({ clear = [], remove = [], set = [] }) => {
      const removed = [...clear.flatMap(keysOf), ...remove];
      const added = set.map(([key, value]) => [key, JSON.stringify(value)] as const);
      for (const key of removed) entries.delete(key);
      for (const [key, value] of added) entries.set(key, value);
    },
  };
};
