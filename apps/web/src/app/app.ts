import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { LocaleStore, ThemeStore } from '@ruyi/ui/kit';
import { SessionLife } from '@ruyi/ui/shell';

@Component({
  selector: 'ry-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
})
export class App {
  constructor() {
    // Both put the user's choice on the document as soon as they exist.
    inject(LocaleStore);
    inject(ThemeStore);
    inject(SessionLife).start();
  }
}
