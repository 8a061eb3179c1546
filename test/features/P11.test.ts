import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { World } from '../support/useWorld.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

interface Template {
  readonly Resources: Record<string, Resource>;
}

interface Statement {
  readonly Action: string | readonly string[];
}

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A copy of the assembly with something taken out of its template. */
const assemblyWithout = (remove: (template: Template) => void): string => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-'));
  cleanups.push(() => {
    rmSync(folder, { recursive: true });
  });
  cpSync('cdk.out', folder, { recursive: true });
  const file = join(folder, 'Messaging.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  const before = JSON.stringify(template);
  remove(template);
  if (JSON.stringify(template) === before) throw new Error('Nothing was taken out of the template.');
  writeFileSync(file, JSON.stringify(template));
  return folder;
};

/** The runtime on that assembly, and what it logs. */
const start = async (assemblyDir: string): Promise<{ world: World; lines: string[] }> => {
  const lines: string[] = [];
  const runtime = await startRuntime({ assemblyDir, port: 0, onLog: (line) => lines.push(line) });
  cleanups.push(() => runtime.stop());
  return { world: new World(runtime), lines };
};

/** By its logical id without CloudFormation's eight digits. */
const find = ({ Resources }: Template, name: string): [id: string, resource: Resource] => {
  const found = Object.entries(Resources).find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === name);
  if (!found) throw new Error(`The template has no resource ${name}.`);
  return found;
};

/** Takes an action out of the role's rights, wherever they name it. */
const withoutGrant =
  (role: string, action: string) =>
  (template: Template): void => {
    const [, { Properties }] = find(template, role);
    const policies = Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[];
    for (const { PolicyDocument } of policies) {
      PolicyDocument.Statement = PolicyDocument.Statement.flatMap((statement) => {
        const left = [statement.Action].flat().filter((one) => one !== action);
        return left.length > 0 ? [{ ...statement, Action: left }] : [];
      });
    }
  };

const withoutVariable =
  (lambda: string, variable: string) =>
  (template: Template): void => {
    const [, { Properties }] = find(template, lambda);
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    Reflect.deleteProperty(Variables, variable);
  };

const withoutResource =
  (name: string) =>
  (template: Template): void => {
    const [id] = find(template, name);
    Reflect.deleteProperty(template.Resources, id);
  };

const assertLogged = (lines: readonly string[], ...parts: string[]): void => {
  const found = lines.some((line) => parts.every((part) => line.includes(part)));
  expect(found, `A line with ${parts.join(', ')} in:\n${lines.join('\n')}`).toBe(true);
};

describe('what is missing in the template is missing here', () => {
  it('a send without the right to put items fails, naming the right and the function, and stores nothing', async () => {
    const { world, lines } = await start(assemblyWithout(withoutGrant('FunctionssendMessageRole', 'dynamodb:PutItem')));
    const { ana, bo } = await world.people('ana', 'bo');

    await expect(ana.sendMessage(bo, 'no')).rejects.toMatchObject({ type: 'Internal' });

    assertLogged(lines, 'dynamodb:PutItem', 'sendMessage');
    expect((await bo.checkMessages()).messages).toEqual([]);
  });

  it('a send without the grant to publish is stored, and its answer says that it was not delivered', async () => {
    const { world, lines } = await start(assemblyWithout(withoutGrant('FunctionssendMessageRole', 'appsync:GraphQL')));
    const { ana, bo } = await world.people('ana', 'bo');

    await expect(ana.sendMessage(bo, 'later')).rejects.toMatchObject({ type: 'Unavailable' });

    assertLogged(lines, 'sendMessage', 'publishMessage');
    expect((await bo.checkMessages()).messages).toMatchObject([{ text: 'later' }]);
  });

  it('a field whose data source may not read its table fails, naming the grant', async () => {
    const { world, lines } = await start(assemblyWithout(withoutGrant('SourcesprofilesRole', 'dynamodb:BatchGetItem')));
    const { ana } = await world.people('ana');

    await expect(ana.users([ana.id])).rejects.toMatchObject({ type: 'Unavailable' });

    assertLogged(lines, 'dynamodb:BatchGetItem');
    await expect(ana.me()).resolves.toMatchObject({ id: ana.id });
  });

  it('a send without the variable MESSAGES_TABLE fails, naming it and the function', async () => {
    const { world, lines } = await start(
      assemblyWithout(withoutVariable('FunctionssendMessageFunction', 'MESSAGES_TABLE')),
    );
    const { ana, bo } = await world.people('ana', 'bo');

    await expect(ana.sendMessage(bo, 'no')).rejects.toThrow();

    assertLogged(lines, 'MESSAGES_TABLE', 'sendMessage');
    expect((await bo.checkMessages()).messages).toEqual([]);
  });

  it.each([
    ['data source', 'Sourcesprofiles'],
    ['data source of a function', 'SourcessendMessage'],
    ['function', 'FunctionssendMessageFunction'],
    ['role', 'FunctionssendMessageRole'],
    ['table', 'StorageMessages'],
  ])('a start without the %s %s fails, naming it', async (_, name) => {
    const assemblyDir = assemblyWithout(withoutResource(name));

    await expect(start(assemblyDir)).rejects.toThrow(new RegExp(name));
  });
});
