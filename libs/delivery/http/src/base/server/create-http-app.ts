import 'reflect-metadata';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import {
  APP_FILTER,
  APP_GUARD,
  APP_INTERCEPTOR,
  APP_PIPE,
  DiscoveryModule,
  NestFactory,
  Reflector,
} from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessStore } from '@ruyi/engine/access';
import { newId, type Database } from '@ruyi/engine/context';
import type { ModelStore } from '@ruyi/engine/model';
import { Identity } from '@ruyi/identity';
import { AuthenticationGuard } from '../auth/authentication-guard.js';
import { CallerConfirmationInterceptor } from '../auth/caller-confirmation-interceptor.js';
import { CallerFinder } from '../auth/caller-finder.js';
import { undeclaredRoutes } from '../auth/undeclared-routes.js';
import { DocsController } from '../docs/docs.controller.js';
import { buildApiDocument } from '../docs/api-document.js';
import { EVENT_FEED, type EventFeed } from '../events/event-feed.js';
import { EventsController } from '../events/events.controller.js';
import { EventStreams } from '../events/event-streams.js';
import { SessionConfirmer } from '../events/session-confirmer.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency-interceptor.js';
import { IdempotencyStore } from '../idempotency/idempotency-store.js';
import { StrictInputPipe } from '../input/strict-input-pipe.js';
import { UnreadInputInterceptor } from '../input/unread-input-interceptor.js';
import { ERROR_LOG, type ErrorLog } from '../problem/error-log.js';
import { ProblemFilter } from '../problem/problem-filter.js';
import { MODELS, RefusedRights } from '../problem/refused-rights.js';
import { hearRequests, hearUnroutable, type HearRequest } from './hear-requests.js';
import { HTTP_SETTINGS, type HttpSettings } from './http-settings.js';
import { addJsonParser } from './json-parser.js';
import { letConnectionsGo } from './let-connections-go.js';
import { RequestCost } from '../rates/request-cost.js';
import { RequestRates } from '../rates/request-rates.js';
import { TenantTurns } from '../rates/tenant-turns.js';
import { refuseLargeBodies } from './refuse-large-bodies.js';
import { addSecureHeaders } from './secure-headers.js';
import { ServedRoutes } from './served-routes.js';

/** What every HTTP application of the product needs. */
export interface HttpAppParts {
  readonly database: Database;
  readonly identity: Identity;
  readonly access: AccessStore;
  readonly feed: EventFeed;
  readonly log: ErrorLog;
  /** Absent: nobody. */
  readonly hear?: HearRequest;
  /** Tells which fields have an index, for what a list costs, and which modules there are. */
  readonly models?: ModelStore;
  /** Absent: nobody is slowed down. */
  readonly rates?: RequestRates;
  readonly settings?: HttpSettings;
}

/** Paths that stand outside of `/api/v1`. */
const UNPREFIXED = [
  'health/live',
  'health/ready',
  'metrics',
  'dev/outbox',
  'dev/outbox.json',
  'unsubscribe/:token',
  'api/openapi.json',
  'api/docs',
];

const NO_RATES = new RequestRates(
  { userPerMinute: 0, tenantPerMinute: 0, wrongTokensPerMinute: 0, strangersPerMinute: 0 },
  { add: () => Promise.resolve(0) },
  () => undefined,
);

@Module({})
class HttpBaseModule {}

function baseModule(parts: HttpAppParts, routes: ServedRoutes): DynamicModule {
  const shared = [
    { provide: ServedRoutes, useValue: routes },
    { provide: Identity, useValue: parts.identity },
    { provide: AccessStore, useValue: parts.access },
    { provide: EVENT_FEED, useValue: parts.feed },
    { provide: ERROR_LOG, useValue: parts.log },
    { provide: HTTP_SETTINGS, useValue: parts.settings ?? {} },
    { provide: RequestRates, useValue: parts.rates ?? NO_RATES },
    { provide: IdempotencyStore, useValue: new IdempotencyStore(parts.database) },
  ];
  return {
    module: HttpBaseModule,
    global: true,
    imports: [DiscoveryModule],
    controllers: [EventsController, DocsController],
    providers: [
      ...shared,
      {
        provide: RequestCost,
        useFactory: (reflector: Reflector) => new RequestCost(reflector, parts.models ?? null),
        inject: [Reflector],
      },
      CallerFinder,
      EventStreams,
      SessionConfirmer,
      { provide: MODELS, useValue: parts.models ?? null },
      RefusedRights,
      ProblemFilter,
      { provide: APP_GUARD, useClass: AuthenticationGuard },
      { provide: APP_PIPE, useClass: StrictInputPipe },
      {
        provide: APP_INTERCEPTOR,
        useFactory: (reflector: Reflector) => new TenantTurns(reflector, parts.settings?.tenantTurns ?? 8),
        inject: [Reflector],
      },
      { provide: APP_INTERCEPTOR, useClass: CallerConfirmationInterceptor },
      { provide: APP_INTERCEPTOR, useClass: UnreadInputInterceptor },
      { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      { provide: APP_FILTER, useExisting: ProblemFilter },
    ],
    exports: shared.map(({ provide }) => provide),
  };
}

/** The application with guard, filter, input checks and documents in place; `features` bring the controllers. Not yet listening. */
export async function createHttpApp(
  parts: HttpAppParts,
  features: readonly (Type | DynamicModule)[],
): Promise<NestFastifyApplication> {
  const settings = parts.settings ?? {};
  let answer: ((error: unknown, request: FastifyRequest, reply: FastifyReply) => void) | null = null;
  const adapter = new FastifyAdapter({
    trustProxy: settings.trustProxy ?? false,
    bodyLimit: settings.bodyLimit ?? 2 * 1024 * 1024,
    // A request has to be here whole within this time, uploads included; answers may take longer.
    requestTimeout: 300_000,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      if (parts.hear) hearUnroutable(request, reply, parts.hear);
      answer?.(error, request, reply);
    },
  });
  const routes = new ServedRoutes(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: HttpBaseModule, imports: [baseModule(parts, routes), ...features] },
    adapter,
    {
      bodyParser: false,
      logger: ['error', 'warn'],
      abortOnError: false,
    },
  );
  const filter = app.get(ProblemFilter);
  answer = (error, request, reply) => filter.answer(error, request, reply);
  const fastify = adapter.getInstance();
  fastify.decorate('publicOrigin', settings.publicOrigin);
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('recalled', undefined);
  if (parts.hear) hearRequests(fastify, parts.hear);
  addJsonParser(fastify);
  refuseLargeBodies(fastify);
  addSecureHeaders(fastify);
  letConnectionsGo(fastify);
  fastify.addHook('onClose', () => parts.identity.refusals.settled());
  app.setGlobalPrefix('api/v1', { exclude: UNPREFIXED });
  await app.init();
  const undeclared = undeclaredRoutes(app);
  if (undeclared.length > 0) throw new Error(`These routes do not say who may call them: ${undeclared.join(', ')}`);
  app.get(DocsController).document = buildApiDocument(app);
  return app;
}
