import { ArrayMaxSize, IsArray, IsString } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../base/input/body-fields.js';

export class FieldOrder {
  @ApiProperty({ type: String, isArray: true })
  @IsArray()
  @ArrayMaxSize(2000, { context: { max: 2000 } })
  @IsString({ each: true })
  readonly keys!: string[];
}

export class OptionReplacedBy {
  @TextField({ optional: true, nullable: true, max: 80, description: 'The key of the option that takes its place' })
  readonly replaceBy?: string | null;
}

export class ViewKeys {
  @ApiProperty({ type: String, isArray: true })
  @IsArray()
  @ArrayMaxSize(100, { context: { max: 100 } })
  @IsString({ each: true })
  readonly keys!: string[];
}
