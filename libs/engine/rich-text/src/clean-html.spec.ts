import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmsInHtml, HTML_ATTACKS } from '@ruyi/testing';
import { cleanMail } from './clean-mail.js';
import { cleanRichText } from './clean-rich-text.js';

const cleaners = { 'a rich text': cleanRichText, 'a mail': cleanMail };

it('the list of attacks is long, and the judge finds harm in each', () => {
  expect(HTML_ATTACKS.length).toBeGreaterThan(150);
  expect(new Set(HTML_ATTACKS).size).toBe(HTML_ATTACKS.length);
  // The others do harm to sloppy cleaners only, who make tags of what is none.
  expect(HTML_ATTACKS.filter((attack) => harmsInHtml(attack).length > 0).length).toBeGreaterThan(190);
});

describe.each(Object.entries(cleaners))('%s', (_what, clean) => {
  it.each(HTML_ATTACKS)('comes out harmless of %j', (attack) => {
    expect(harmsInHtml(clean(attack))).toEqual([]);
  });

  it('is closed: what follows stands for itself', () => {
    for (const attack of HTML_ATTACKS) {
      expect(harmsInHtml(`${clean(attack)}<p>behind</p>`), attack).toEqual([]);
      expect(harmsInHtml(`<div>${clean(attack)}</div>`), attack).toEqual([]);
    }
  });

  it('is not changed by cleaning it again', () => {
    for (const attack of HTML_ATTACKS) expect(clean(clean(attack)), attack).toBe(clean(attack));
    const pieces = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<a href="',
        'javascript:',
        '">',
        '<style>',
        '</style>',
        '<!--',
        '-->',
        '&lt;',
        '&amp;',
        '<',
        '>',
      ],
      ...[
        '"',
        "'",
        '<td>',
        '<svg>',
        '</svg>',
        '<img src=',
        ' onerror=alert(1)',
        '{{name}}',
        '<noscript>',
        '\u0000',
        'a{b:c}',
      ],
      ...['<textarea>', '</textarea/>', '<title>', '<math>', '&#60;script&#62;', '<b style="', 'color:red', '/', ' '],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const cleaned = clean(parts.join(''));
        expect(harmsInHtml(cleaned)).toEqual([]);
        expect(clean(cleaned)).toBe(cleaned);
      }),
      // Found once, by chance.
      { numRuns: 2_000, examples: [[['<p>', '<', 'a{b:c}', '<p>', '<p>']]] },
    );
  });

  it.each([
    '<p>您好，<b>王芳</b> <i>a</i> <u>b</u></p><ul><li>一</li></ul><ol start="2"><li>二</li></ol>',
    '<table border="1" cellpadding="4"><tbody><tr><td colspan="2" align="center" bgcolor="#eeeeee">格</td></tr></tbody></table>',
    '<img src="https://a.example/x.png" alt="图" width="100" />',
    '<img src="cid:logo@ruyi" />',
    '<img src="data:image/png;base64,iVBORw0KGgo=" />',
    '<img src="/api/v1/files/0197f3a2-0000-7000-8000-000000000000" />',
    '<p style="color:#c00;font-size:14px;font-family:微软雅黑,&quot;PingFang SC&quot;,sans-serif">红</p>',
    '<span style="background-color:rgba(0, 0, 0, .1);padding:4px 8px;border:1px solid #ccc">x</span>',
    '<a href="mailto:a@b.example" rel="noopener noreferrer">写信</a>',
    '<h1>标题</h1><hr /><blockquote>引</blockquote><pre>a  b</pre>',
    '1 &lt; 2 &amp;&amp; 3 &gt; 2',
  ])('keeps %s', (html) => {
    expect(clean(html)).toBe(html);
  });

  it('gives links noopener, and lets them open beside only', () => {
    expect(clean('<a href="https://a.example" target="_blank" rel="opener">x</a>')).toBe(
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer">x</a>',
    );
    expect(clean('<a href="https://a.example" target="_parent">x</a>')).not.toContain('target');
  });

  it('keeps merge fields in texts, links and images', () => {
    expect(clean('<p>{{name}}</p>')).toBe('<p>{{name}}</p>');
    expect(clean('<a href={{website}}>x</a>')).toBe('<a href="{{website}}" rel="noopener noreferrer">x</a>');
    expect(clean('<a href="https://a.example/?c={{code}}">x</a>')).toContain('href="https://a.example/?c={{code}}"');
    expect(clean('<img src="{{logo}}" alt="{{name}}">')).toBe('<img src="{{logo}}" alt="{{name}}" />');
  });

  it('takes no longer than the text is long', () => {
    const hostile = [
      '<b>',
      '<style>a{b:c}</style>',
      '<b style="color:red">',
      '<svg>',
      '<a href="javascript:',
      '<!--',
      '&lt;',
    ];
    for (const piece of hostile) {
      const before = performance.now();
      clean(piece.repeat(Math.ceil(100_000 / piece.length)));
      expect(performance.now() - before).toBeLessThan(3_000);
    }
  });
});

describe('a mail', () => {
  it('may be a page with styles that load nothing', () => {
    const page =
      '<!DOCTYPE html><html><head><style type="text/css">.big{font-size:20px;color:#c00 !important}@media (max-width:600px){.big{width:100%}}</style></head><body bgcolor="#ffffff"><p class="big">x</p></body></html>';
    expect(cleanMail(page)).toBe(page);
  });

  it('loses styles that load, whole', () => {
    expect(cleanMail('<style>p{color:red}b{background:url(https://a.example)}</style><p>x</p>')).toBe('<p>x</p>');
  });
});

it('a rich text has no styles of its own, and no classes of the page that shows it', () => {
  expect(cleanRichText('<style>p{color:red}</style><p class="mat-button">x</p>')).toBe('<p>x</p>');
});
