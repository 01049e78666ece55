import type { Locale } from '../model/index.ts'

/** Namespace of WordprocessingML. */
export const wordNamespace =
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** First line of every part. */
export const xmlHead =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Language of Word for each locale. */
export const wordLanguages: Readonly<Record<Locale, string>> = {
  'zh-TW': 'zh-TW',
  'zh-HK': 'zh-HK',
  'zh-CN': 'zh-CN',
  en: 'en-US',
}

/** Fonts that Word brings, for text and for headings. */
const fonts: Readonly<Record<Locale, readonly [text: string, head: string]>> = {
  'zh-TW': ['PMingLiU', 'Microsoft JhengHei'],
  'zh-HK': ['PMingLiU', 'Microsoft JhengHei'],
  'zh-CN': ['SimSun', 'Microsoft YaHei'],
  en: ['PMingLiU', 'Microsoft JhengHei'],
}

/**
 * Write what a run says of its language: fonts and hyphenation follow it.
 *
 * @param locale - Language of the text.
 * @returns Properties of a run.
 */
export function languageRun(locale: Locale): string {
  if (locale === 'en') return '<w:lang w:val="en-US"/>'
  return `<w:rFonts w:eastAsia="${fonts[locale][0]}" w:hint="eastAsia"/><w:lang w:eastAsia="${wordLanguages[locale]}"/>`
}

/**
 * Write the styles of a document.
 *
 * @param locale - Its language.
 * @param beside - Language of what stands beside it, if any.
 * @returns XML of `styles.xml`.
 */
export function docxStyles(locale: Locale, beside: Locale | undefined): string {
  const chinese = locale === 'en' && beside ? beside : locale
  const [text, head] = fonts[chinese]
  const eastAsia = chinese === 'en' ? 'zh-TW' : wordLanguages[chinese]
  const heads = [32, 28, 26, 24, 22, 22].map((size, index) =>
    style(
      `Heading${index + 1}`,
      `heading ${index + 1}`,
      `<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120"/><w:jc w:val="left"/><w:outlineLvl w:val="${index}"/></w:pPr><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="${head}"/><w:b/><w:sz w:val="${size}"/></w:rPr>`,
    ),
  )
  const paragraph = (id: string, name: string, pPr: string, rPr = ''): string =>
    style(
      id,
      name,
      `<w:basedOn w:val="Normal"/><w:pPr>${pPr}</w:pPr><w:rPr>${rPr}</w:rPr>`,
    )
  const soft = '<w:color w:val="555555"/>'
  return `${xmlHead}<w:styles xmlns:w="${wordNamespace}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${text}" w:cs="Times New Roman"/><w:sz w:val="22"/><w:lang w:val="en-US" w:eastAsia="${eastAsia}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="320" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>`).join('')}</w:tblBorders></w:tblPr></w:style>`,
    ...heads,
    paragraph(
      'Title',
      'Title',
      '<w:spacing w:before="3600" w:after="240"/><w:jc w:val="center"/>',
      `<w:rFonts w:eastAsia="${head}"/><w:b/><w:sz w:val="44"/>`,
    ),
    paragraph(
      'Subtitle',
      'Subtitle',
      '<w:jc w:val="left"/>',
      `${soft}<w:sz w:val="26"/>`,
    ),
    paragraph('Byline', 'Byline', '', `${soft}<w:sz w:val="20"/>`),
    paragraph('Caption', 'caption', '', `${soft}<w:sz w:val="20"/>`),
    paragraph('Beside', 'Beside', '', '<w:color w:val="444444"/>'),
    paragraph(
      'Quote',
      'Quote',
      '<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="BBBBBB"/></w:pBdr><w:ind w:left="480"/>',
    ),
    paragraph(
      'Code',
      'Code',
      '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="CCCCCC"/><w:left w:val="single" w:sz="4" w:space="4" w:color="CCCCCC"/><w:bottom w:val="single" w:sz="4" w:space="4" w:color="CCCCCC"/><w:right w:val="single" w:sz="4" w:space="4" w:color="CCCCCC"/></w:pBdr><w:spacing w:line="260" w:lineRule="auto"/><w:jc w:val="left"/>',
      '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/><w:noProof/><w:sz w:val="18"/>',
    ),
    paragraph('Definition', 'Definition', '<w:ind w:left="360"/>'),
    paragraph('TOC1', 'toc 1', '<w:spacing w:after="60"/>'),
    paragraph(
      'FootnoteText',
      'footnote text',
      '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
      '<w:sz w:val="18"/>',
    ),
    paragraph(
      'Footer',
      'footer',
      '<w:jc w:val="center"/>',
      '<w:sz w:val="18"/>',
    ),
    style(
      'CodeText',
      'Code Text',
      '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/><w:noProof/></w:rPr>',
      'character',
    ),
    style(
      'Hyperlink',
      'Hyperlink',
      '<w:rPr><w:color w:val="7A2510"/><w:u w:val="single"/></w:rPr>',
      'character',
    ),
    style(
      'FootnoteReference',
      'footnote reference',
      '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
      'character',
    ),
  ].join('')}</w:styles>`
}

function style(
  id: string,
  name: string,
  content: string,
  type = 'paragraph',
): string {
  return `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`
}

/**
 * Write how lists are numbered.
 *
 * @param lists - Whether each list has numbers, and its first; in order, from id 1.
 * @returns XML of `numbering.xml`.
 */
export function docxNumbering(
  lists: readonly { ordered: boolean; start: number }[],
): string {
  const levels = (ordered: boolean): string =>
    Array.from({ length: 9 }, (_, level) => {
      const format = ordered ? 'decimal' : 'bullet'
      const text = ordered ? `%${level + 1}.` : ['•', '–', '▪'][level % 3]
      return `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${420 * (level + 1)}" w:hanging="420"/></w:pPr></w:lvl>`
    }).join('')
  const kinds = [false, true].map(
    (ordered, id) =>
      `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels(ordered)}</w:abstractNum>`,
  )
  const own = lists.map(({ ordered, start }, index) => {
    const restart = ordered
      ? Array.from(
          { length: 9 },
          (_, level) =>
            `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`,
        ).join('')
      : ''
    return `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${ordered ? 1 : 0}"/>${restart}</w:num>`
  })
  return `${xmlHead}<w:numbering xmlns:w="${wordNamespace}">${kinds.join('')}${own.join('')}</w:numbering>`
}
