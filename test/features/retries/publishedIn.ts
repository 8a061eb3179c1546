import { vi } from 'vitest';
import type { World } from '../../support/useWorld.ts';

interface PublishBody {
  readonly variables: { readonly input?: { readonly message?: { readonly id: string } } };
}

/** The ids of the messages that the backend hands to AppSync meanwhile, in order: what people can hear of it. */
export const publishedIn = async ({ runtime }: World, run: () => Promise<unknown>): Promise<readonly string[]> => {
  const authenticate = vi.spyOn(runtime.authenticator, 'authenticate');
  await run();
  const signed = authenticate.mock.calls.filter(([{ headers }]) => headers['authorization']?.startsWith('AWS4'));
  authenticate.mockRestore();
  return signed.flatMap(([{ body }]) => (JSON.parse(body) as PublishBody).variables.input?.message?.id ?? []);
};
