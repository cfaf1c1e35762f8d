import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { Costs } from './costs.js';
import { costOf } from './cost-of.js';

class Routes {
  @Costs(1, { search: 5, 'total=exact': 10 })
  list(): void {}

  @Costs(50)
  export(): void {}

  get(): void {}
}
const routes = new Routes();
const request = (parts: { query?: unknown; body?: unknown }): FastifyRequest => parts as FastifyRequest;

it.each([
  [{ query: {} }, 1],
  [{ query: { search: '' } }, 1],
  [{ query: { search: '王芳' } }, 5],
  [{ body: { search: '王芳', total: 'capped' } }, 5],
  [{ query: { total: 'exact' } }, 10],
  [{ query: { search: '王芳', total: 'exact' } }, 10],
  [{ query: {}, body: [] }, 1],
])('a list asked for with %j costs %i', (parts, points) => {
  expect(costOf(new Reflector(), routes.list, request(parts))).toBe(points);
});

it('what its route says, or one', () => {
  expect(costOf(new Reflector(), routes.export, request({ query: { search: 'a' } }))).toBe(50);
  expect(costOf(new Reflector(), routes.get, request({}))).toBe(1);
});
