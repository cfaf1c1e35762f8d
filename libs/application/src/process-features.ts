import type { DynamicModule } from '@nestjs/common';
import { FilesHttpModule, OperationsHttpModule, type OperationsParts } from '@ruyi/delivery/http';
import { fileReadingRule } from './file-reading-rule.js';
import type { OpenProduct } from './open-product.js';

/** What the process adds to the product's own controllers: files, health, metrics, the development page. */
export function processFeatures({ product, files }: OpenProduct, operations: OperationsParts): DynamicModule[] {
  return [FilesHttpModule.of({ files, mayRead: fileReadingRule(product.reader) }), OperationsHttpModule.of(operations)];
}
