/**
 * A value of CSS made of words, numbers, quoted names and colours. No other function stands in it (`url`, `image-set`,
 * `expression`, `attr` …), and no escape that could spell one.
 */
export const HARMLESS_VALUE = /^(?:rgba?\([\d\s.,%/]*\)|hsla?\([\d\s.,%/a-z]*\)|[\p{L}\p{N}\s.,%#'"+*/!_-])*$/iu;
