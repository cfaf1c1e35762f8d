import { Module, type DynamicModule } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { CompanyController } from './company.controller.js';
import { DepartmentsController } from './departments.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { KeysController } from './keys.controller.js';
import { MeController } from './me.controller.js';
import { MeParts } from './me-parts.js';
import { MySecondFactorController } from './my-second-factor.controller.js';
import { RolesController } from './roles.controller.js';
import { UsersController } from './users.controller.js';

export interface IdentityHttpParts {
  readonly me: MeParts;
}

/** Sign-in, people, roles and invitations over HTTP. */
@Module({
  controllers: [
    AuthController,
    MeController,
    MySecondFactorController,
    UsersController,
    DepartmentsController,
    RolesController,
    KeysController,
    InvitationsController,
    CompanyController,
  ],
})
export class IdentityHttpModule {
  /** With the parts of `GET /me` that the engine knows. */
  static of(parts: IdentityHttpParts): DynamicModule {
    return { module: IdentityHttpModule, providers: [{ provide: MeParts, useValue: parts.me }] };
  }
}
