//! The style sheet of the page: a readable measure, quiet tables, nothing that follows the reader around.

/// The style sheet.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--page:#fdfcf9;--ink:#1c1b19;--soft:#55524b;--rule:#cfcbc0;--band:#f3f1ec;\
--link:#1f4068;--draft:#7a1212;--draft-paper:#fbeeee}
@media screen and (prefers-color-scheme:dark){:root{--page:#16171a;--ink:#ece9e2;--soft:#b9b5ab;\
--rule:#3f4249;--band:#202226;--link:#a8c8f0;--draft:#ffb3ad;--draft-paper:#33191a}}
*{box-sizing:border-box}
html{background:var(--page);color:var(--ink);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:64rem;padding:0 1.25rem 3rem;\
font:1.0625rem/1.55 Charter,\"Bitstream Charter\",\"Iowan Old Style\",\"Source Serif 4\",Georgia,\
\"Liberation Serif\",\"Noto Serif\",serif;overflow-wrap:break-word}
main>p,main>ul,main>ol{max-width:42rem}
h1,h2,h3,h4,h5,h6,th,caption,figcaption,nav,.draft,.foot,.label,.refer{\
font-family:\"Source Sans 3\",\"Helvetica Neue\",Arial,\"Liberation Sans\",\"Noto Sans\",sans-serif}
h1,h2,h3,h4,h5,h6{line-height:1.2;text-wrap:balance;break-after:avoid}
h1{font-size:2rem;margin:2rem 0 1rem;max-width:46rem;letter-spacing:-.01em}
h2{font-size:1.375rem;margin:2.75rem 0 .75rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1.0625rem;margin:1.75rem 0 .5rem}
h4,h5,h6{font-size:1rem;margin:1.25rem 0 .25rem}
p,ul,ol{margin:.6rem 0}
ul,ol{padding-left:1.4rem}
li{margin:.3rem 0}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:from-font}
.refer{font-size:.85em;text-decoration:none;border-bottom:1px solid;white-space:nowrap}
.label{font-size:.85em;font-weight:700;white-space:nowrap}
:target{background:var(--band);outline:2px solid var(--link);outline-offset:2px}
h2:target{outline:none}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
q{quotes:none}
.outlet{font-style:italic}
code{font:.85em/1.4 ui-monospace,\"Liberation Mono\",\"DejaVu Sans Mono\",monospace;overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem;background:var(--page);padding:.5rem 1rem}
.skip:focus{position:static;display:inline-block}
.draft{margin:1rem 0 0;border:2px solid var(--draft);background:var(--draft-paper);color:var(--draft);\
padding:.4rem .9rem;font-weight:700}
.draft p,.foot p{margin:0}
.foot{margin-top:3rem;padding-top:.6rem;border-top:1px solid var(--rule);color:var(--soft);font-size:.8125rem;\
overflow-wrap:anywhere}
.contents{margin:1.5rem 0;padding:.25rem 0;border:solid var(--rule);border-width:1px 0;font-size:.9375rem}
.contents ul{margin:.5rem 0;padding:0;list-style:none;columns:17rem;column-gap:3.5rem}
.contents li{margin:.2rem 0;break-inside:avoid}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.42}
th,td{padding:.45rem .8rem .45rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:.25rem}
thead th{font-size:.8125rem;line-height:1.3;vertical-align:bottom;border-bottom:1.5px solid var(--ink)}
tbody tr:last-child>*{border-bottom-color:var(--ink)}
.of-2{max-width:46rem}
.names{max-width:52rem}
.names th{width:11rem;font-size:.875rem;font-weight:600;color:var(--soft)}
caption{text-align:left;font-weight:700;font-size:.9375rem;padding:0 0 .35rem}
td{min-width:4.5rem}
td>div+div{margin-top:.3em}
.columns-3 table{min-width:32rem}.columns-4 table{min-width:38rem}.columns-5 table{min-width:44rem}
.columns-6 table{min-width:50rem}.columns-7 table{min-width:56rem}.columns-8 table{min-width:62rem}
.columns-9 table{min-width:70rem}
.columns-6 table,.columns-7 table,.columns-8 table,.columns-9 table{font-size:.875rem}
figure{margin:1.25rem 0}
.picture{display:block}
figcaption{font-size:.875rem;color:var(--soft);margin-top:.4rem}
@media (max-width:36rem){body{font-size:1rem;padding:0 .9rem 2rem}h1{font-size:1.6rem;margin-top:1.25rem}\
h2{font-size:1.25rem}.names th{width:7.5rem}}
@media (forced-colors:active){.draft,h2,thead th{border-color:CanvasText}.label{outline:0}}
@page{size:A4;margin:20mm 16mm 20mm;\
@top-left{font:7.5pt/1.3 Arial,\"Liberation Sans\",sans-serif;color:#55524b;width:40%;text-align:left;vertical-align:bottom;padding-bottom:4mm}\
@top-right{font:bold 7.5pt/1.3 Arial,\"Liberation Sans\",sans-serif;color:#7a1212;width:60%;text-align:right;vertical-align:bottom;padding-bottom:4mm}\
@bottom-left{font:7.5pt/1.3 Arial,\"Liberation Sans\",sans-serif;color:#55524b;width:85%;text-align:left;vertical-align:top;padding-top:4mm;overflow-wrap:anywhere}\
@bottom-right{font:7.5pt/1.3 Arial,\"Liberation Sans\",sans-serif;color:#55524b;width:15%;text-align:right;vertical-align:top;padding-top:4mm;\
content:counter(page) \" of \" counter(pages)}}
@media print{:root{color-scheme:light;--page:#fff}body{max-width:none;margin:0;padding:0;font-size:9.75pt;line-height:1.42}
main>p,main>ul,main>ol,.names,h1{max-width:none}
.short{break-inside:avoid}
h1{font-size:18pt;margin:0 0 8pt}h2{font-size:13pt;margin:18pt 0 6pt;padding-top:4pt;border-top-width:1pt}
h3{font-size:10.5pt;margin:11pt 0 3pt}h4,h5,h6{font-size:10pt}
p,li{orphans:3;widows:3}
a,.refer{color:inherit;text-decoration:none;border:0}
:target{background:none;outline:none}
.skip,.foot{display:none}
.draft{margin:0 0 8pt;font-size:9pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.contents{font-size:9pt}
.scroll{overflow:visible;margin:6pt 0}
table,.scroll[class] table{min-width:0;font-size:8.5pt;line-height:1.34}
.columns-6 table,.columns-7 table{font-size:8pt}
.columns-8 table,.columns-9 table{font-size:7pt}
thead th,caption,.names th{font-size:8pt}
th,td{padding:3pt 8pt 3pt 0}
td{min-width:0}
.columns-8 td,.columns-9 td,.columns-8 th,.columns-9 th{padding-right:4pt}
thead{display:table-header-group}
tr{break-inside:avoid}
figure{break-inside:avoid;margin:8pt 0}
.picture{width:auto;height:auto;max-width:100%;max-height:222mm}
.names th{width:12em}}
";
