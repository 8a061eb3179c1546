import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../infra/build/projectRoot.ts';
import { sourceHash } from '../../infra/build/sourceHash.ts';

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

const templateName = 'Messaging.template.json';

const synthesizeAside = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-'));
  try {
    const { createApp } = await import('../../infra/createApp.ts');
    createApp(folder).synth();
    return readFileSync(join(folder, templateName), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The template of the sources as they are: that of `npm run synth` where it is theirs, otherwise one made aside. */
export const loadTemplate = async (): Promise<{ text: string; template: Template }> => {
  const assembly = join(projectRoot, 'cdk.out');
  const stamp = join(assembly, '.source-hash');
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(sourceHash());
  const text = isCurrent ? readFileSync(join(assembly, templateName), 'utf8') : await synthesizeAside();
  return { text, template: JSON.parse(text) as Template };
};
