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

it('a pattern that is too long for one makes no date, and is looked at once', async () => {
  const xml = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="${'y'.repeat(100_000)}"/></numFmts>
    <cellXfs>${'<xf numFmtId="176"/>'.repeat(50_000)}</cellXfs></styleSheet>`;
  expect(new Set(await readStyles(part(xml)))).toEqual(new Set(['number']));
});

describe('the first sheet of a workbook', () => {
  const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
  const RELATIONS = `<Relationships><Relationship Id="a" Type="${TYPES}/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="b" Type="${STRICT}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
    <Relationship Id="d" Type="${TYPES}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`;

  it.each([
    ['<sheet r:id="b"/><sheet r:id="a"/>', 'xl/worksheets/sheet2.xml'],
    ['<sheet r:id="b" state="hidden"/><sheet d3p1:id="a"/>', 'xl/worksheets/sheet1.xml'],
    ['<sheet r:id="d"/><sheet r:id="a"/>', 'xl/worksheets/sheet1.xml'],
    ['<sheet r:id="b" state="veryHidden"/>', 'xl/worksheets/sheet2.xml'],
    ['<sheet r:id="c"/>', undefined],
  ])('of tabs %s is %s', async (tabs, sheet) => {
    const relations = await readRelations(part(RELATIONS), 'xl/workbook.xml');
    const workbook = await readWorkbook(part(`<workbook xmlns:r="r"><sheets>${tabs}</sheets></workbook>`));
    expect(firstSheetOf(workbook, relations)).toBe(sheet);
  });
});

describe('the dates of a workbook', () => {
  it.each([
    ['<workbook><workbookPr date1904="1"/></workbook>', true],
    ['<workbook><workbookPr date1904="true"/></workbook>', true],
    [
      '<workbook><workbookPr date1904="1"/><extLst><ext><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>',
      true,
    ],
    ['<workbook><workbookPr date1904="0"/></workbook>', false],
    ['<workbook/>', false],
  ])('of %s count from 1904: %s', async (xml, startsIn1904) => {
    expect((await readWorkbook(part(xml))).startsIn1904).toBe(startsIn1904);
  });
});
