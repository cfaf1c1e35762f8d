import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { MeController } from './me.controller.js';

/** Sign-in, people, roles and invitations over HTTP. */
@Module({ controllers: [AuthController, MeController] })
export class IdentityHttpModule {}
