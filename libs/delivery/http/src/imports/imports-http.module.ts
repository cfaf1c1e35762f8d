import { Module, type DynamicModule } from '@nestjs/common';
import { ImportRecords, ImportTemplates } from '@ruyi/delivery/import-export';
import { ImportsController } from './imports.controller.js';

@Module({})
export class ImportsHttpModule {
  static of(imports: ImportRecords, templates: ImportTemplates): DynamicModule {
    return {
      module: ImportsHttpModule,
      controllers: [ImportsController],
      providers: [
        { provide: ImportRecords, useValue: imports },
        { provide: ImportTemplates, useValue: templates },
      ],
    };
  }
}
