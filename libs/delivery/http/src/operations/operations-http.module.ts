import { type DynamicModule, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { OPERATIONS_PARTS, type OperationsParts } from './operations-parts.js';
import { OutboxController } from './outbox.controller.js';

/** Health, metrics, and the development page while the sinks run. */
@Module({})
export class OperationsHttpModule {
  static of(parts: OperationsParts): DynamicModule {
    return {
      module: OperationsHttpModule,
      controllers: parts.outbox ? [HealthController, OutboxController] : [HealthController],
      providers: [{ provide: OPERATIONS_PARTS, useValue: parts }],
    };
  }
}
