import { LRUCache } from 'lru-cache';
import { pinyin } from 'pinyin-pro';

interface Sound {
  readonly whole: string;
  readonly initials: string;
}

/** Names of colleagues come up again at every key that is typed. */
const sounds = new LRUCache<string, Sound>({ max: 20_000 });

/** Whether a name's pinyin, or its initials, hold what was typed: zhangs and zs find 张三. */
export function soundsLike(name: string, typed: string): boolean {
  const letters = typed.toLowerCase().replaceAll(/[\s']/g, '');
  if (!/^[a-z]+$/.test(letters)) return false;
  const { whole, initials } = soundOf(name);
  return whole.includes(letters) || initials.includes(letters);
}

function soundOf(name: string): Sound {
  const known = sounds.get(name);
  if (known) return known;
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true }).map((each) => each.toLowerCase());
  const sound = { whole: syllables.join(''), initials: syllables.map((each) => each.charAt(0)).join('') };
  sounds.set(name, sound);
  return sound;
}
