import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RECORD_ACTIONS } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import { readId } from '@ruyi/contract/field-values';
import type { ModelStore } from '@ruyi/engine/model';
import { Identity } from '@ruyi/identity';
import type { Caller } from '../auth/caller.js';
import { appErrorOf } from './app-error-of.js';
import { ERROR_LOG, type ErrorLog } from './error-log.js';

/** Tells what exists in a company; null where the application has no modules. */
export const MODELS = Symbol('ModelStore');

/** What is done to many by name. */
const BULK_VERBS: readonly string[] = ['edit', 'delete', 'restore', 'purge', 'putInPool'];
const ACTIONS: ReadonlySet<string> = new Set([...RECORD_ACTIONS, ...BULK_VERBS]);

/** Keeps in the audit log that somebody who is signed in, or an API key, asked for what they may not do. */
@Injectable()
export class RefusedRights {
  constructor(
    private readonly identity: Identity,
    @Inject(MODELS) private readonly models: ModelStore | null,
    @Inject(ERROR_LOG) private readonly log: ErrorLog,
  ) {}

  /** Null: nobody was refused a right by it. Otherwise ends when it is kept, and never fails. */
  of(thrown: unknown, request: FastifyRequest): Promise<void> | null {
    const { caller } = request;
    const error = caller ? appErrorOf(thrown) : null;
    if (!caller || error?.status !== 403 || error.code !== 'notAllowed') return null;
    return this.#keep(error, caller, request).catch((failure: unknown) =>
      this.log.error({ err: failure, requestId: request.id }, 'a refusal is missing in the audit log'),
    );
  }

  async #keep(error: AppError, { ctx, session }: Caller, request: FastifyRequest): Promise<void> {
    const asked = request.params as Readonly<Record<string, string | undefined>>;
    const modules = this.models && (await this.models.get(ctx)).modules;
    // Only what exists: made-up names would be a new entry each.
    const module = asked['module'] !== undefined && modules?.has(asked['module']) ? asked['module'] : null;
    const id = readId(asked['id'] ?? asked['userId']);
    await this.identity.refusals.right({
      tenantId: session.tenantId,
      userId: session.userId,
      operation: operationOf(request, asked),
      module,
      subjectId: id.ok ? id.value : null,
      reason: error.key === error.code ? null : error.key,
      ip: request.ip,
    });
  }
}

/** As the API's document names it, with the action spelled out: `POST /records/{module}/{id}/actions/claim`. */
function operationOf(request: FastifyRequest, asked: Readonly<Record<string, string | undefined>>): string {
  const path = (request.routeOptions.url ?? '').replace(/^\/api\/v1/, '');
  const named = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = asked[name] ?? '';
    return name === 'action' && ACTIONS.has(value) ? value : `{${name}}`;
  });
  return `${request.method} ${named}`;
}
