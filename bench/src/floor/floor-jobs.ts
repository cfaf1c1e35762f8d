import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { FloorSettings } from './floor-settings.js';

export function addJobs(_app: FastifyInstance, _pool: pg.Pool, _settings: FloorSettings): void {}
