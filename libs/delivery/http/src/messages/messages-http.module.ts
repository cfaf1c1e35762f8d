import { Module, type DynamicModule } from '@nestjs/common';
import { JobRuns } from '@ruyi/engine/events';
import { Messages } from '@ruyi/engine/messages';
import { CallbacksController } from './callbacks.controller.js';
import { ConsentsController } from './consents.controller.js';
import { SendersController } from './senders.controller.js';
import { SendsController } from './sends.controller.js';
import { TemplatesController } from './templates.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** Templates, senders and sends. */
@Module({})
export class MessagesHttpModule {
  static of(messages: Messages, jobs: JobRuns): DynamicModule {
    return {
      module: MessagesHttpModule,
      controllers: [
        TemplatesController,
        SendersController,
        SendsController,
        ConsentsController,
        CallbacksController,
        UnsubscribeController,
      ],
      providers: [
        { provide: Messages, useValue: messages },
        { provide: JobRuns, useValue: jobs },
      ],
    };
  }
}
