import { Module, type DynamicModule } from '@nestjs/common';
import { JobRuns } from '@ruyi/engine/events';
import { Messages } from '@ruyi/engine/messages';
import { SendersController } from './senders.controller.js';
import { SendsController } from './sends.controller.js';
import { TemplatesController } from './templates.controller.js';

/** Templates, senders and sends. */
@Module({})
export class MessagesHttpModule {
  static of(messages: Messages, jobs: JobRuns): DynamicModule {
    return {
      module: MessagesHttpModule,
      controllers: [TemplatesController, SendersController, SendsController],
      providers: [
        { provide: Messages, useValue: messages },
        { provide: JobRuns, useValue: jobs },
      ],
    };
  }
}
