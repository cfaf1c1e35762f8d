import type { IOptions, Attributes } from 'sanitize-html';
import { HARMLESS_VALUE } from './harmless-value.js';
import { isShownImage } from './is-shown-image.js';
import { STYLE_PROPERTIES } from './style-properties.js';

const BLOCKS = 'address blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre ul'.split(
  ' ',
);
const WORDS = 'a abbr b big br code del em font i img ins mark s small span strike strong sub sup u'.split(' ');
const TABLES = 'caption col colgroup table tbody td tfoot th thead tr'.split(' ');

/** Taken out with all that they hold: their text was never meant to be read, or is markup for another parser. */
const DROPPED_WHOLE = [
  ...[
    'script',
    'style',
    'title',
    'textarea',
    'option',
    'select',
    'xmp',
    'plaintext',
    'noscript',
    'noembed',
    'noframes',
  ],
  ...['iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'template', 'svg', 'math'],
];

/** What the editor makes and mails need. Whatever is not named here goes; its text stays. */
export const RICH_TEXT_RULES: IOptions = {
  allowedTags: [...BLOCKS, ...WORDS, ...TABLES],
  nonTextTags: DROPPED_WHOLE,
  allowedAttributes: {
    '*': ['align', 'dir', 'lang', 'role', 'style', 'title'],
    a: ['href', 'rel', 'target'],
    col: ['span', 'width'],
    colgroup: ['span', 'width'],
    font: ['color', 'face', 'size'],
    hr: ['color', 'noshade', 'size', 'width'],
    img: ['alt', 'border', 'height', 'src', 'width'],
    li: ['value'],
    ol: ['start', 'type'],
    table: ['bgcolor', 'border', 'cellpadding', 'cellspacing', 'height', 'width'],
    td: ['bgcolor', 'colspan', 'height', 'nowrap', 'rowspan', 'valign', 'width'],
    th: ['bgcolor', 'colspan', 'height', 'nowrap', 'rowspan', 'scope', 'valign', 'width'],
    tr: ['bgcolor', 'height', 'valign'],
    ul: ['type'],
  },
  allowedStyles: { '*': Object.fromEntries(STYLE_PROPERTIES.map((property) => [property, [HARMLESS_VALUE]])) },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // Images have rules of their own: see isShownImage.
  allowedSchemesByTag: { img: ['https', 'cid', 'data'] },
  allowProtocolRelative: false,
  transformTags: { a: asLink, img: asImage },
  // Deeper than anybody writes; browsers flatten what is nested deeper still.
  nestingLimit: 100,
};

function asLink(
  tagName: string,
  { target, rel: _rel, ...attribs }: Attributes,
): { tagName: string; attribs: Attributes } {
  return {
    tagName,
    attribs: {
      ...attribs,
      ...(target === '_blank' ? { target } : {}),
      rel: 'noopener noreferrer',
    },
  };
}

function asImage(tagName: string, { src, ...attribs }: Attributes): { tagName: string; attribs: Attributes } {
  return { tagName, attribs: { ...(src !== undefined && isShownImage(src) ? { src } : {}), ...attribs } };
}
