import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { buildTenantModel } from '@ruyi/engine/model';
import { shippedModules } from '@ruyi/modules/shipped';
import { expect, it } from 'vitest';
import { Costs, UNINDEXED } from './costs.js';
import { costOf, needsModel } from './cost-of.js';

class Routes {
  @Costs(1, { search: 5, [UNINDEXED]: 5, 'total=exact': 10 })
  list(): void {}

  @Costs(50)
  export(): void {}

  get(): void {}
}
const routes = new Routes();
const request = (parts: { params?: unknown; query?: unknown; body?: unknown }): FastifyRequest =>
  parts as FastifyRequest;
const nothing = { modules: [], fields: [], layouts: [], views: [] };
const model = buildTenantModel({ tenantId: 'a', version: 1 }, shippedModules, nothing);

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

const filter = (field: string): object => ({ field, op: 'eq', value: 'x' });

it.each([
  [{ query: { filter: JSON.stringify(filter('level')), sort: '-createdAt' } }, 1],
  [{ query: { filter: JSON.stringify(filter('remark')) } }, 5],
  [{ body: { filter: { and: [filter('level'), filter('remark')] } } }, 5],
  [{ body: { sort: 'headcount' } }, 5],
  [{ body: { sort: 'headcount', total: 'exact' } }, 10],
  [{ query: { sort: '-createdAt,name', view: 'mine' } }, 1],
  // Refused later, for what it is.
  [{ query: { filter: '{' } }, 1],
  [{ query: { unindexed: 'true' } }, 1],
])('a list of customers asked for with %j costs %i, by the indexes that there are', (parts, points) => {
  const asked = request({ params: { module: 'customers' }, ...parts });
  expect(costOf(new Reflector(), routes.list, asked, model)).toBe(points);
});

it('is told with the model only where a list is filtered or ordered', () => {
  const needs = (parts: object): boolean => needsModel(new Reflector(), routes.list, request(parts));
  expect([
    needs({ query: { page: '2' } }),
    needs({ query: { sort: 'name' } }),
    needs({ body: { view: 'mine' } }),
  ]).toEqual([false, true, true]);
  expect(needsModel(new Reflector(), routes.export, request({ body: { filter: {} } }))).toBe(false);
});

it('what its route says, or one', () => {
  expect(costOf(new Reflector(), routes.export, request({ query: { search: 'a' } }))).toBe(50);
  expect(costOf(new Reflector(), routes.get, request({}))).toBe(1);
});
