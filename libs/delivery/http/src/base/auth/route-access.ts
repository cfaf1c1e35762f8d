import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { AdminAction } from '@ruyi/contract/access';

/** Who may call a route. What a signed-in caller may do with records is the engine's to decide. */
export type RouteAccess =
  | { readonly kind: 'public' }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'admin'; readonly anyOf: readonly AdminAction[] };

/** Marks an operation that needs no session, for the API's document. */
export const PUBLIC_EXTENSION = 'x-public';

/** Says in the API's document which administrative permissions open an operation; one of them is enough. */
const PERMISSIONS_EXTENSION = 'x-permissions';

export const ROUTE_ACCESS = 'ruyi:access';

/** Anybody, signed in or not. */
export const Public = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'public' } satisfies RouteAccess),
    ApiExtension(PUBLIC_EXTENSION, true),
  );

/** Any signed-in user. */
export const SignedIn = (): ClassDecorator & MethodDecorator =>
  SetMetadata(ROUTE_ACCESS, { kind: 'signedIn' } satisfies RouteAccess);

/** Signed-in users with one of these administrative permissions. */
export const Requires = (...anyOf: readonly AdminAction[]): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'admin', anyOf } satisfies RouteAccess),
    ApiExtension(PERMISSIONS_EXTENSION, anyOf),
  );
