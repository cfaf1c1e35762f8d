import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SessionLife } from '@ruyi/ui/shell';

@Component({
  selector: 'ry-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
})
export class App {
  constructor() {
    inject(SessionLife).start();
  }
}
