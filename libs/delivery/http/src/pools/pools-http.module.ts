import { Module, type DynamicModule } from '@nestjs/common';
import { Pools } from '@ruyi/engine/pool';
import { RecordReader } from '@ruyi/engine/records';
import { PoolsController } from './pools.controller.js';
import { ReclaimController } from './reclaim.controller.js';

/** Pools, their rules, and why a record will be reclaimed. */
@Module({})
export class PoolsHttpModule {
  static of(pools: Pools, reader: RecordReader): DynamicModule {
    return {
      module: PoolsHttpModule,
      controllers: [PoolsController, ReclaimController],
      providers: [
        { provide: Pools, useValue: pools },
        { provide: RecordReader, useValue: reader },
      ],
    };
  }
}
