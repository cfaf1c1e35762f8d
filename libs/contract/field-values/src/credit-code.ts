/** The characters of GB 32100-2015, each worth its index; I, O, S, V and Z are left out. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The eighteenth character for the first seventeen: weights are powers of 3 modulo 31. */
export function creditCodeCheckCharacter(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** Whether an upper-case text is a unified social credit code (统一社会信用代码) with the right check character. */
export function hasValidCreditCode(text: string): boolean {
  return FORM.test(text) && creditCodeCheckCharacter(text.slice(0, 17)) === text.charAt(17);
}
