import type { Runtime } from 'messaging-local/start/Runtime.ts';
import { operations } from './operations.ts';
import { valueOf } from './post.ts';
import { RoleSession } from './RoleSession.ts';

/** Somebody who operates the backend, with the credentials of the administration role. */
export class Administrator {
  readonly #session: RoleSession;

  constructor(runtime: Runtime) {
    this.#session = new RoleSession(runtime, 'AdministrationRole');
  }

  async disableUser({ id }: { readonly id: string }): Promise<boolean> {
    return valueOf(await this.#session.request(operations.disableUser, { userId: id }), 'disableUser');
  }

  async enableUser({ id }: { readonly id: string }): Promise<boolean> {
    return valueOf(await this.#session.request(operations.enableUser, { userId: id }), 'enableUser');
  }
}
