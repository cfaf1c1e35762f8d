import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS } from './route-access.js';

/** Nest's mark of a method that answers requests. */
const METHOD_METADATA = 'method';

/** Routes that do not say who may call them: `UsersController.list`. A served application has none. */
export function undeclaredRoutes(app: INestApplication): string[] {
  const reflector = app.get(Reflector);
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, (...args: unknown[]) => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (!handler || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
        return reflector.getAllAndOverride(ROUTE_ACCESS, [handler, metatype]) ? [] : [`${metatype.name}.${name}`];
      });
    });
}
