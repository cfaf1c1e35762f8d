import type { BenchOptions } from './bench-options.js';
import type { BenchWorld } from './bench-world.js';
import { medianOf } from './measure-scenarios.js';
import { readScenarios } from './scenarios/read-scenarios.js';
import { subjectsOf } from './scenarios/subjects.js';

/** Each indexed list in the large company and in the small one, in turn: how many times as long it takes there. */
export async function measureGrowth(
  world: BenchWorld,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<Record<string, number>> {
  const growth: Record<string, number> = {};
  const { smaller, company, owner } = world;
  for (const [index, actor] of world.actors.entries()) {
    const other = smaller.actors[index];
    if (!other || !options.actors.includes(actor.name)) continue;
    const large = readScenarios(company, actor, await subjectsOf(owner, company.tenantId, actor));
    const small = readScenarios(smaller.company, other, await subjectsOf(owner, smaller.company.tenantId, other));
    for (const [place, scenario] of large.entries()) {
      const same = small[place];
      if (!scenario.isList || !same) continue;
      const there = await medianOf(world, other.token, same, options);
      const here = await medianOf(world, actor.token, scenario, options);
      growth[`${scenario.name} (${actor.name})`] = here / there;
    }
    say(`  growth as ${actor.name}`);
  }
  return growth;
}
