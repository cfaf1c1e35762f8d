import { AesSecretBox } from '@ruyi/platform/config';

/** The secret box of a test install. */
export const testSecrets = new AesSecretBox('the secret of a test install');
