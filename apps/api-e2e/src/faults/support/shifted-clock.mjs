// Loaded before a process of the product (`node --import`): its wall clock is off by what a file says, from the next
// reading on. Timers go on, as they do when a machine's clock is set.
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_FILE ?? '';
const RealDate = Date;

function shift() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    // It is being written at this moment, or nobody has set the clock yet.
    return 0;
  }
}

globalThis.Date = class extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(RealDate.now() + shift());
    else super(...values);
  }

  static now() {
    return RealDate.now() + shift();
  }
};
