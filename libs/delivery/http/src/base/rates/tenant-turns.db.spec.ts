import { Controller, Get, Module } from '@nestjs/common';
import { expect, it } from 'vitest';
import { SignedIn } from '../auth/route-access.js';
import { httpTestApp } from '../testing/http-test-app.js';
import { Costs } from './costs.js';
import { NeedsNoTurn } from './tenant-turns.js';

const WORK_MS = 150;
const PATIENCE_MS = 5_000;
/** Requests of a company that go on at once. */
const MOST_TURNS = 8;

const running = { light: 0, heavy: 0, free: 0 };
const most = { light: 0, heavy: 0, free: 0 };

async function work(kind: keyof typeof running): Promise<{ fine: true }> {
  running[kind] += 1;
  most[kind] = Math.max(most[kind], running[kind]);
  // Long enough for the others to arrive; what takes no turn waits until more are there than have turns.
  const until = Date.now() + (kind === 'free' ? PATIENCE_MS : WORK_MS);
  const isOver = (): boolean => Date.now() >= until || (kind === 'free' && most.free > MOST_TURNS);
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
  running[kind] -= 1;
  if (kind === 'light' && most.light === 1) throw new Error('what fails gives its turn back too');
  return { fine: true };
}

@Controller('turns')
@SignedIn()
class TurnsController {
  @Get('light')
  light(): Promise<object> {
    return work('light');
  }

  @Get('heavy')
  @Costs(10)
  heavy(): Promise<object> {
    return work('heavy');
  }

  @Get('free')
  @NeedsNoTurn()
  free(): Promise<object> {
    return work('free');
  }
}

@Module({ controllers: [TurnsController] })
class TurnsModule {}

const http = await httpTestApp([TurnsModule]);

it('a company has few costly requests under way, more of the others, and what takes no turn is not counted', async () => {
  const { accessToken: token } = await http.company();
  await http.call('GET', '/turns/light', { token });
  const kinds = ['light', 'heavy', 'free'] as const;
  const answers = await Promise.all(
    kinds.flatMap((kind) => Array.from({ length: 20 }, () => http.call('GET', `/turns/${kind}`, { token }))),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(most.light).toBe(MOST_TURNS);
  expect(most.heavy).toBe(2);
  expect(most.free).toBeGreaterThan(MOST_TURNS);
});

it("does not wait for another company's turns", async () => {
  const [loud, quiet] = [await http.company('吵'), await http.company('静')];
  const ends: string[] = [];
  const ask = (who: string, token: string): Promise<unknown> =>
    http.call('GET', '/turns/heavy', { token }).then(() => ends.push(who));
  await Promise.all([
    ...Array.from({ length: 10 }, () => ask('loud', loud.accessToken)),
    ask('quiet', quiet.accessToken),
  ]);
  expect(ends.indexOf('quiet')).toBeLessThan(5);
});
