import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { HomeCounts, type HomeAnswer } from './home-counts.js';

@ApiTags('home')
@Controller('home')
@SignedIn()
export class HomeController {
  constructor(private readonly counts: HomeCounts) {}

  @Get()
  @Costs(5)
  @ApiOperation({ summary: "Today's work of the caller, counted" })
  home(@Ctx() ctx: Context): Promise<HomeAnswer> {
    return this.counts.of(ctx);
  }
}
