import { provideHttpClient, withInterceptors, withNoXsrfProtection } from '@angular/common/http';
import type { EnvironmentProviders } from '@angular/core';
import { retryReads } from './retry-reads.js';
import { sessionHeaders } from './session-headers.js';
import { watchAnswers } from './watch-answers.js';

/** HTTP for the whole client, with the product's own CSRF header, language header and one retry of reads. */
export function provideDataAccess(): EnvironmentProviders {
  return provideHttpClient(withNoXsrfProtection(), withInterceptors([sessionHeaders, watchAnswers, retryReads]));
}
