import { Module, type DynamicModule } from '@nestjs/common';
import { Webhooks } from '@ruyi/delivery/webhooks';
import { WebhooksController } from './webhooks.controller.js';

@Module({})
export class WebhooksHttpModule {
  static of(webhooks: Webhooks): DynamicModule {
    return {
      module: WebhooksHttpModule,
      controllers: [WebhooksController],
      providers: [{ provide: Webhooks, useValue: webhooks }],
    };
  }
}
