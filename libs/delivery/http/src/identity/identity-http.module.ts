import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { CompanyController } from './company.controller.js';
import { DepartmentsController } from './departments.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { MeController } from './me.controller.js';
import { RolesController } from './roles.controller.js';
import { UsersController } from './users.controller.js';

/** Sign-in, people, roles and invitations over HTTP. */
@Module({
  controllers: [AuthController, MeController, UsersController, DepartmentsController, RolesController, InvitationsController, CompanyController],
})
export class IdentityHttpModule {}
