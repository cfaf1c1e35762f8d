import { isDevMode, provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling, withPreloading } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { LOCALES } from '@ruyi/contract/metadata';
import { provideDataAccess } from '@ruyi/ui/data-access';
import { provideKitStrings } from '@ruyi/ui/kit';
import { PreloadMarked, shellRoutes } from '@ruyi/ui/shell';
import { provideRecordSender } from './provide-record-sender.js';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      shellRoutes,
      withComponentInputBinding(),
      withPreloading(PreloadMarked),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    provideTransloco({
      config: {
        availableLangs: [...LOCALES],
        defaultLang: 'zh-CN',
        fallbackLang: 'zh-CN',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
    }),
    provideKitStrings(),
    provideDataAccess(),
    provideRecordSender(),
  ],
};
