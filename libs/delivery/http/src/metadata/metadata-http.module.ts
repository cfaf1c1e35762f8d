import { Module, type DynamicModule } from '@nestjs/common';
import type { Actors } from '@ruyi/engine/access';
import { Metadata } from '@ruyi/engine/model';
import { RecordReader } from '@ruyi/engine/records';
import { DuplicateRulesController } from './duplicate-rules.controller.js';
import { FieldsController } from './fields.controller.js';
import { LayoutsController } from './layouts.controller.js';
import { ModuleDescriber } from './module-describer.js';
import { ModulesController } from './modules.controller.js';
import { TenantDocumentController } from './tenant-document.controller.js';
import { ViewsController } from './views.controller.js';

export interface MetadataHttpParts {
  readonly metadata: Metadata;
  readonly actors: Actors;
  readonly reader: RecordReader;
}

/** Modules, fields, layouts and views, and the tenant's own API document. */
@Module({})
export class MetadataHttpModule {
  static of(parts: MetadataHttpParts): DynamicModule {
    return {
      module: MetadataHttpModule,
      controllers: [
        FieldsController,
        LayoutsController,
        ViewsController,
        ModulesController,
        DuplicateRulesController,
        TenantDocumentController,
      ],
      providers: [
        { provide: Metadata, useValue: parts.metadata },
        { provide: RecordReader, useValue: parts.reader },
        { provide: ModuleDescriber, useValue: new ModuleDescriber(parts.metadata, parts.actors) },
      ],
    };
  }
}
