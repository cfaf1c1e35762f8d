import { Module, type DynamicModule } from '@nestjs/common';
import { DataSecurity } from '@ruyi/delivery/import-export';
import { DataSecurityController } from './data-security.controller.js';

@Module({})
export class DataSecurityHttpModule {
  static of(data: DataSecurity): DynamicModule {
    return {
      module: DataSecurityHttpModule,
      controllers: [DataSecurityController],
      providers: [{ provide: DataSecurity, useValue: data }],
    };
  }
}
