/*
 * The same text as three programs put it on the clipboard: the shape of their HTML, with words of our own.
 */

const sign = (text: string) =>
  `<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>${text}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>`

const item = (place: 'First' | 'Middle' | 'Last', level: number, mark: string, text: string, list = 0) =>
  `<p class=MsoListParagraphCxSp${place} style='margin-left:${level * 36}.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l${list} level${level} lfo${list + 1}'>${sign(mark)}${text}<o:p></o:p></p>\n`

const cell = (text: string) =>
  `<td width=301 valign=top style='width:225.4pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal style='margin-bottom:0cm'>${text}<o:p></o:p></p></td>`

export const copiedFromWord = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/me/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin-bottom:8.0pt; font-family:"Calibri",sans-serif;} @page WordSection1 {size:612.0pt 792.0pt;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->
</head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->
<h1><b style='mso-bidi-font-weight:normal'><span style='font-size:16.0pt;line-height:107%'>The price of salt<o:p></o:p></span></b></h1>
<p class=MsoNormal>Salt was <b style='mso-bidi-font-weight:normal'>dear</b> in <i style='mso-bidi-font-style:normal'><st1:City w:st="on"><st1:place w:st="on">London</st1:place></st1:City></i>, and <a href="https://example.org/roads"><span style='color:#0563C1'>roads</span></a> were <a style='mso-comment-reference:KS_1;mso-comment-date:20240305T1030'>built</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[KS1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span>
for it.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference><span style='font-size:11.0pt;line-height:107%'>[1]</span></span><![endif]></span></span></a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>A ton cost <ins cite="mailto:Kim" datetime="2024-03-05T10:30">12 pounds,</ins><del cite="mailto:Kim" datetime="2024-03-05T10:30">eleven</del><span style='mso-spacerun:yes'>  </span>not thirteen.<o:p></o:p></p>
${item('First', 1, '·', 'Sea salt')}${item('Middle', 2, 'o', 'from Essex')}${item('Middle', 2, 'o', 'from Brittany')}${item('Last', 1, '·', 'Rock salt')}
${item('First', 1, '3.', 'Third', 1)}${item('Last', 1, '4.', 'Fourth', 1)}
<p class=MsoQuote>Forty bushels, and no more.<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-yfti-tbllook:1184'><thead><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>${cell('Year')}${cell('Tons')}</tr></thead><tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'>${cell('1820')}${cell('12')}</tr></table>
<p class=MsoNormal><span style='mso-no-proof:yes'><!--[if gte vml 1]><v:shape id="Picture_1" type="#_x0000_t75"></v:shape><![endif]--><![if !vml]><img width=602 height=401 src="file:///C:/Users/me/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg" v:shapes="Picture_1"><![endif]></span><o:p></o:p></p>
<p class=MsoNormal>Ends here.<o:p></o:p></p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt language=JavaScript><![endif]><p class=MsoCommentText><span class=MsoCommentReference>&nbsp;</span>Are you sure?<o:p></o:p></p></div></div></div>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%">
<![endif]>
<div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference><span style='font-size:10.0pt'>[1]</span></span><![endif]></span></span></a> Pliny says so.<o:p></o:p></p>
</div></div>
<!--EndFragment-->
</body></html>`

const run = (text: string, more = '') =>
  `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;${more.includes('font-weight') ? '' : 'font-weight:400;'}${more.includes('font-style') ? '' : 'font-style:normal;'}font-variant:normal;${more.includes('text-decoration') ? '' : 'text-decoration:none;'}${more.includes('vertical-align') ? '' : 'vertical-align:baseline;'}${more}white-space:pre;white-space:pre-wrap;">${text}</span>`

const paragraph = (inner: string) =>
  `<p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">${inner}</p>`

const docsItem = (level: number, text: string) =>
  `<li dir="ltr" style="list-style-type:disc;font-size:11pt;font-family:Arial,sans-serif;color:#000000;vertical-align:baseline;white-space:pre;" aria-level="${level}"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;" role="presentation">${run(text)}</p></li>`

const docsCell = (text: string) =>
  `<td style="border-left:solid #000000 1pt;vertical-align:top;padding:5pt 5pt 5pt 5pt;overflow:hidden;overflow-wrap:break-word;">${paragraph(run(text))}</td>`

export const copiedFromGoogleDocs = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0c1d2e3f-7fff-1234-5678-9abcdef01234"><h1 dir="ltr" style="line-height:1.38;margin-top:20pt;margin-bottom:6pt;">${run('The price of salt', 'font-size:20pt;font-weight:700;')}</h1>${paragraph(
  [
    run('Salt was '),
    run('dear', 'font-weight:700;'),
    run(' in '),
    run('London', 'font-style:italic;'),
    run(' and '),
    run('cheap', 'text-decoration:line-through;'),
    run(' in H'),
    run('<span style="font-size:0.6em;vertical-align:sub;">2</span>'),
    run('O; '),
    `<a href="https://www.google.com/url?q=https://example.org/roads&amp;sa=D&amp;source=editors&amp;ust=1700000000000000" style="text-decoration:none;">${run('roads', 'text-decoration:underline;')}</a>`,
    run(', and '),
    `<a href="https://magazine.example/articles/salt" style="text-decoration:none;">${run('ours', 'text-decoration:underline;')}</a>`,
    run('.'),
    '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>',
  ].join(''),
)}<br /><ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${docsItem(1, 'Sea salt')}<ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${docsItem(2, 'from Essex')}</ul>${docsItem(1, 'Rock salt')}</ul><ol style="margin-top:0;margin-bottom:0;">${docsItem(1, 'First')}</ol><br /><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="312" /><col width="312" /></colgroup><tbody><tr style="height:0pt">${docsCell('Year')}${docsCell('Tons')}</tr></tbody></table></div>${paragraph(
  run(
    '<span style="border:none;display:inline-block;overflow:hidden;width:602px;height:401px;"><img src="https://lh7-rt.googleusercontent.com/docsz/AD_4nXd" width="602" height="401" style="margin-left:0px;margin-top:0px;" /></span>',
  ),
)}${paragraph(run('Ends here.'))}<hr /><div>${paragraph(`<a href="#ftnt_ref1" id="ftnt1">[1]</a>${run(' Pliny says so.')}`)}</div><div>${paragraph(`<a href="#cmnt_ref1" id="cmnt1">[a]</a>${run('Are you sure?')}`)}</div></b>`

const onlineItem = (level: number, text: string) =>
  `<div class="ListContainerWrapper SCXW12345678 BCX0"><ul class="BulletListStyle1 SCXW12345678 BCX0" role="list"><li data-leveltext="" data-font="Symbol" data-listid="1" data-list-defn-props="{}" aria-setsize="-1" data-aria-posinset="1" data-aria-level="${level}" role="listitem" class="OutlineElement Ltr SCXW12345678 BCX0"><p class="Paragraph SCXW12345678 BCX0" xml:lang="EN-GB" lang="EN-GB"><span data-contrast="auto" class="TextRun SCXW12345678 BCX0"><span class="NormalTextRun SCXW12345678 BCX0">${text}</span></span><span class="EOP SCXW12345678 BCX0" data-ccp-props="{}">&nbsp;</span></p></li></ul></div>`

export const copiedFromWordOnline = `<html><body><!--StartFragment--><div class="OutlineElement Ltr SCXW12345678 BCX0"><p class="Paragraph SCXW12345678 BCX0" role="heading" aria-level="1" paraid="1"><span data-contrast="none" class="TextRun SCXW12345678 BCX0" style="font-weight: bold;"><span class="NormalTextRun SCXW12345678 BCX0">The price of salt</span></span><span class="EOP SCXW12345678 BCX0">&nbsp;</span></p></div><div class="OutlineElement Ltr SCXW12345678 BCX0"><p class="Paragraph SCXW12345678 BCX0" paraid="2"><span class="TextRun SCXW12345678 BCX0"><span class="NormalTextRun">Salt was </span></span><span class="TextRun MacChromeBold SCXW12345678 BCX0" style="font-weight: bold;"><span class="NormalTextRun">dear</span></span><span class="TextRun"><span class="NormalTextRun">.</span></span><span class="EOP SCXW12345678 BCX0">&nbsp;</span></p></div>${onlineItem(1, 'Sea salt')}${onlineItem(2, 'from Essex')}${onlineItem(1, 'Rock salt')}<!--EndFragment--></body></html>`
