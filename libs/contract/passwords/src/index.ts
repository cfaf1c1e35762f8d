export { LEAST_STRENGTH, passwordStrength, type PasswordStrength, type PasswordWeakness } from './password-strength.js';
