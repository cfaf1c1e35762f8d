import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  createHttpApp,
  DataSecurityHttpModule,
  ExportsHttpModule,
  IdentityHttpModule,
  ImportsHttpModule,
  MeParts,
  MessagesHttpModule,
  MetadataHttpModule,
  PoolsHttpModule,
  RecordsHttpModule,
  WebhooksHttpModule,
  type ErrorLog,
  type HearRequest,
  type HttpSettings,
  type RequestRates,
} from '@ruyi/delivery/http';
import { messageSource, replySource } from '@ruyi/engine/messages';
import { peopleOf, shippedTimelineSources } from '@ruyi/modules/shipped';
import type { Product } from './product.js';

export interface ProductAppOptions {
  readonly log: ErrorLog;
  readonly hear?: HearRequest;
  readonly settings?: HttpSettings;
  readonly rates?: RequestRates;
  /** What the process adds: health, the development page, the web client. */
  readonly extras?: readonly (Type | DynamicModule)[];
}

/** The whole product over HTTP. Not yet listening. */
export function createProductApp(product: Product, options: ProductAppOptions): Promise<NestFastifyApplication> {
  const { identity, access, feed, metadata, actors, reader, commands, runs, notifications } = product;
  return createHttpApp(
    {
      database: product.ports.database,
      identity,
      access,
      models: product.models,
      feed,
      log: options.log,
      ...(options.hear ? { hear: options.hear } : {}),
      ...(options.rates ? { rates: options.rates } : {}),
      ...(options.settings ? { settings: options.settings } : {}),
    },
    [
      IdentityHttpModule.of({ me: new MeParts(metadata, actors, notifications) }),
      MetadataHttpModule.of({ metadata, actors, reader }),
      PoolsHttpModule.of(product.pools, reader),
      MessagesHttpModule.of(product.messages, runs),
      ExportsHttpModule.of(product.exports),
      ImportsHttpModule.of(product.imports, product.importTemplates),
      WebhooksHttpModule.of(product.webhooks),
      DataSecurityHttpModule.of(product.dataSecurity),
      RecordsHttpModule.of({
        ports: product.reading,
        reader,
        commands,
        runs,
        notifications,
        timelineSources: [...shippedTimelineSources(reader), messageSource(peopleOf), replySource(peopleOf)],
      }),
      ...(options.extras ?? []),
    ],
  );
}
