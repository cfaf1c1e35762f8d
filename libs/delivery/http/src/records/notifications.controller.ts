import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { Notifications, type NotificationPage } from '@ruyi/engine/events';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('notifications')
@Controller('notifications')
@SignedIn()
export class NotificationsController {
  constructor(private readonly notifications: Notifications) {}

  @Get()
  @Takes.query({ 'unread?': 'boolean', 'after?': 'string', 'limit?': 'integer' })
  @ApiOperation({ summary: 'The bell, newest first' })
  list(@Ctx() ctx: Context, @Query() query: ObjectBodyValue): Promise<NotificationPage> {
    const reader = ObjectReader.ofQuery(query);
    const unreadOnly = reader.flag('unread') ?? false;
    const after = reader.id('after');
    const limit = reader.integer('limit', { min: 1, max: 100 }) ?? 20;
    reader.end();
    return this.notifications.list(ctx, { unreadOnly, after, limit });
  }

  @Post('read')
  @HttpCode(200)
  @Takes.body({ 'ids?': 'array', 'all?': 'boolean' })
  @ApiOperation({ summary: 'Marks notices as read: {ids} or {all: true}' })
  async markRead(@Ctx() ctx: Context, @ObjectBody() body: ObjectBodyValue): Promise<{ unread: number }> {
    const reader = new ObjectReader(body);
    const ids = reader.ids('ids', 1000);
    const all = reader.flag('all') ?? false;
    reader.end();
    if (!ids && !all) throw AppError.invalid([{ path: 'ids', code: 'required' }]);
    return { unread: await this.notifications.markRead(ctx, all ? 'all' : (ids ?? [])) };
  }
}
