import { resolve } from 'node:path';

/** The folder whose `dist` is tested: the workspace, or what TEST_BUILD_ROOT names, a build that is only for tests. */
export function buildRoot(): string {
  return process.env['TEST_BUILD_ROOT'] ?? resolve(import.meta.dirname, '../../..');
}
