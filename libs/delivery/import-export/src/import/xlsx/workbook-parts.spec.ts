import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { firstSheetOf, readRelations, readSharedStrings, readStyles, readWorkbook } from './workbook-parts.js';

const part = (xml: string): Readable => Readable.from([Buffer.from(xml)]);

describe('the texts of a workbook', () => {
  it('are their letters, without form and pronunciation', async () => {
    const xml = `<sst>
      <si><t>云启贸易</t></si>
      <si><r><rPr><b/></rPr><t>云</t></r><r><t>启</t></r></si>
      <si><t>重庆</t><rPh sb="0" eb="1"><t>chóng</t></rPh><phoneticPr fontId="1"/></si>
      <si><t/></si>
      <si><t xml:space="preserve"> 一_x000D_
二 </t></si></sst>`;
    expect(await readSharedStrings(part(xml))).toEqual(['云启贸易', '云启', '重庆', '', ' 一\r\n二 ']);
  });

  it('are found whatever the prefix of their names', async () => {
    expect(await readSharedStrings(part('<x:sst><x:si><x:t>云启</x:t></x:si></x:sst>'))).toEqual(['云启']);
  });
});

describe('the styles of a workbook', () => {
  it('say what a number is shown as', async () => {
    const xml = `<styleSheet>
      <numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.0%"/>
        <numFmt numFmtId="178" formatCode="#,##0.00&quot;元/日&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/>
        <xf numFmtId="31"/><xf/></cellXfs>
      <dxfs><dxf><numFmt numFmtId="178" formatCode="yyyy"/></dxf></dxfs></styleSheet>`;
    expect(await readStyles(part(xml))).toEqual([
      'number',
      'date',
      'percent',
      'date',
      'percent',
      'number',
      'date',
      'number',
    ]);
  });
});

describe('the first sheet of a workbook', () => {
  const relations = part(`<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>
    <Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>`);

  it('is that of the first tab that can be seen', async () => {
    const known = await readRelations(relations);
    const first = async (tabs: string): Promise<string | undefined> =>
      firstSheetOf(await readWorkbook(part(`<workbook xmlns:r="r"><sheets>${tabs}</sheets></workbook>`)), known);
    expect(await first('<sheet r:id="b"/><sheet r:id="a"/>')).toBe('xl/worksheets/sheet2.xml');
    expect(await first('<sheet r:id="b" state="hidden"/><sheet d3p1:id="a"/>')).toBe('xl/worksheets/sheet1.xml');
    expect(await first('<sheet r:id="b" state="veryHidden"/>')).toBe('xl/worksheets/sheet2.xml');
    expect(await first('<sheet r:id="c"/>')).toBeUndefined();
  });

  it.each([
    ['<workbook><workbookPr date1904="1"/></workbook>', true],
    ['<workbook><workbookPr date1904="true"/></workbook>', true],
    ['<workbook><workbookPr date1904="0"/></workbook>', false],
    ['<workbook/>', false],
  ])('%s', async (xml, startsIn1904) => {
    expect((await readWorkbook(part(xml))).startsIn1904).toBe(startsIn1904);
  });
});
