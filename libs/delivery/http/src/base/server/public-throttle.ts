import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { AppError } from '@ruyi/contract/errors';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Requests at once from one address to one route, and how many more each second. A company shares an address. */
const CAPACITY = 300;
const PER_SECOND = 5;

/** Slows strangers down on routes that write or compute much without a log-in; per process, which is enough against floods. */
@Injectable()
export class PublicThrottle {
  private readonly buckets = new LRUCache<string, Bucket>({ max: 20_000 });

  takeOrThrow(request: FastifyRequest): void {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const now = Date.now();
    const key = `${request.ip} ${request.routeOptions.url ?? ''}`;
    const bucket = this.buckets.get(key) ?? { tokens: CAPACITY, filledAt: now };
    bucket.tokens = Math.min(CAPACITY, bucket.tokens + ((now - bucket.filledAt) / 1000) * PER_SECOND);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      throw new AppError(429, 'tooManyRequests', { retryAfter: Math.ceil((1 - bucket.tokens) / PER_SECOND) });
    }
    bucket.tokens -= 1;
  }
}
