import { describe, expect, it } from 'vitest';
import { pageNumbers } from './page-numbers.js';

describe('pageNumbers', () => {
  it.each([
    [1, 1, [1]],
    [3, 7, [1, 2, 3, 4, 5, 6, 7]],
    [1, 64, [1, 2, null, 64]],
    [3, 64, [1, 2, 3, 4, null, 64]],
    [30, 64, [1, null, 29, 30, 31, null, 64]],
    [64, 64, [1, null, 63, 64]],
  ])('page %i of %i', (current, pages, shown) => {
    expect(pageNumbers(current, pages)).toEqual(shown);
  });
});
