import { userInfo } from 'node:os';

/** Who sits at the operator's machine, as companies see it in their audit log. */
export function operatorName(): string {
  return userInfo().username;
}
