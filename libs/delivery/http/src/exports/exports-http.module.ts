import { Module, type DynamicModule } from '@nestjs/common';
import { ExportRecords } from '@ruyi/delivery/import-export';
import { ExportsController } from './exports.controller.js';

@Module({})
export class ExportsHttpModule {
  static of(exports: ExportRecords): DynamicModule {
    return {
      module: ExportsHttpModule,
      controllers: [ExportsController],
      providers: [{ provide: ExportRecords, useValue: exports }],
    };
  }
}
