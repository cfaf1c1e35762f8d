import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app-config.js';
import { App } from './app/app.js';

void bootstrapApplication(App, appConfig);
