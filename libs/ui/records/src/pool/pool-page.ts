import { Component } from '@angular/core';
import { RecordList } from '../list/record-list.js';

/** 公海: customers without an owner, to claim and to allocate. */
@Component({
  selector: 'ry-pool-page',
  imports: [RecordList],
  styles: ':host { display: block; height: 100%; min-height: 0 }',
  template: '<ry-record-list module="customers" [poolPage]="true" />',
})
export class PoolPage {}
