import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../test/support/Person.ts';
import { Visitor } from '../test/support/Visitor.ts';

interface Settings {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly mailUrl: string;
}

interface Mail {
  readonly username: string;
  readonly code: string;
}

/** People of a backend that runs with this data folder, registered as everybody is. */
export const joinPeople = async (dataDir: string, count: number): Promise<Person[]> => {
  const settings = JSON.parse(readFileSync(join(dataDir, 'endpoints.json'), 'utf8')) as Settings;
  const visitor = new Visitor({
    ...settings,
    codeFor: async (username) => {
      const mails = (await (await fetch(settings.mailUrl)).json()) as Mail[];
      const mail = mails.find((candidate) => candidate.username === username);
      if (!mail) throw new Error(`Nothing was mailed to ${username}.`);
      return mail.code;
    },
  });
  const people: Person[] = [];
  while (people.length < count) {
    people.push(...(await Promise.all(Array.from({ length: 4 }, (_, index) => visitor.joins(`p${index}`)))));
  }
  return people;
};
