//! The parts of a workbook beside its sheets: what there is, how it looks, who made it.

use counterclaim_desk::Instant;

use super::cells::{escape, letters};

/// Numbers of the styles below.
pub(super) const TEXT: &str = "1";
pub(super) const QUOTED: &str = "2";
pub(super) const WRAPPED: &str = "3";
pub(super) const WRAPPED_QUOTED: &str = "4";
pub(super) const HEADER: &str = "5";

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A sheet that was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) columns: usize,
    /// Rows, the header included.
    pub(super) rows: usize,
}

pub(super) fn relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

pub(super) fn content_types(sheets: usize) -> String {
    let sheets: String = (1..=sheets)
        .map(|number| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
                 ContentType=\"{TYPES}.worksheet+xml\"/>"
            )
        })
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         {sheets}</Types>"
    )
}

pub(super) fn workbook_relations(sheets: usize) -> String {
    let styles = sheets + 1;
    let sheets: String = (1..=sheets)
        .map(|number| {
            format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet{number}.xml\"/>"
            )
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{sheets}\
         <Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         </Relationships>"
    )
}

pub(super) fn workbook(sheets: &[Written]) -> String {
    let numbered = || (1..).zip(sheets);
    let listed: String = numbered()
        .map(|(number, sheet)| {
            let name = attribute(&sheet.name);
            format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")
        })
        .collect();
    // Some readers find a filter by this name only.
    let filters: String = numbered()
        .map(|(number, sheet)| {
            let name = attribute(&sheet.name.replace('\'', "''"));
            let last = letters(sheet.columns.saturating_sub(1));
            format!(
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" hidden=\"1\">\
                 '{name}'!$A$1:${last}${}</definedName>",
                number - 1,
                sheet.rows
            )
        })
        .collect();
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">\
         <bookViews><workbookView activeTab=\"0\"/></bookViews>\
         <sheets>{listed}</sheets><definedNames>{filters}</definedNames></workbook>"
    )
}

pub(super) fn styles() -> String {
    let text = "numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
                applyNumberFormat=\"1\" applyAlignment=\"1\"";
    let top = "<alignment vertical=\"top\"/>";
    let wrapped = "<alignment vertical=\"top\" wrapText=\"1\"/>";
    let none = "<left/><right/><top/>";
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\">\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
         <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8ECEF\"/>\
         <bgColor indexed=\"64\"/></patternFill></fill></fills>\
         <borders count=\"2\"><border>{none}<bottom/><diagonal/></border>\
         <border>{none}<bottom style=\"thin\"><color rgb=\"FF5F6B76\"/></bottom><diagonal/></border>\
         </borders>\
         <cellStyleXfs count=\"1\">\
         <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"6\">\
         <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
         applyAlignment=\"1\">{top}</xf>\
         <xf {text}>{top}</xf>\
         <xf {text} quotePrefix=\"1\">{top}</xf>\
         <xf {text}>{wrapped}</xf>\
         <xf {text} quotePrefix=\"1\">{wrapped}</xf>\
         <xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" \
         applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" \
         applyAlignment=\"1\">{wrapped}</xf>\
         </cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         </styleSheet>"
    )
}

/// Who made it, what it is called, and when what is in it was recorded: never when it was written.
pub(super) fn core(title: &str, at: Option<Instant>, description: Option<&str>) -> String {
    let at = at.map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let times: String = ["created", "modified"]
        .into_iter()
        .filter_map(|what| {
            let at = at.as_ref()?;
            Some(format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:{what}>"))
        })
        .collect();
    let escaped = |text: &str| {
        let mut written = Vec::new();
        escape(&mut written, text);
        String::from_utf8_lossy(&written).into_owned()
    };
    let description = description
        .map(|text| format!("<dc:description>{}</dc:description>", escaped(text)))
        .unwrap_or_default();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>Counterclaim</dc:creator>{description}{times}</cp:coreProperties>",
        escaped(title)
    )
}

/// What stands before the rows of a sheet.
pub(super) fn before_rows(widths: &[u16], is_first: bool) -> String {
    let columns: String = (1..)
        .zip(widths)
        .map(|(number, width)| {
            format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
        })
        .collect();
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{selected} workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>\n"
    )
}

/// What stands behind the rows of a sheet, with the line above its printed pages if there is one.
pub(super) fn behind_rows(columns: usize, rows: usize, head: Option<&str>) -> String {
    let last = letters(columns.saturating_sub(1));
    let head = head.map(|line| {
        // In such a line `&` opens a code (`&C` puts it in the middle); doubled it is one sign.
        let line = attribute(&format!("&C{}", line.replace('&', "&&")));
        format!("<headerFooter><oddHeader>{line}</oddHeader></headerFooter>")
    });
    let head = head.unwrap_or_default();
    format!("</sheetData><autoFilter ref=\"A1:{last}{rows}\"/>{head}</worksheet>")
}

fn attribute(text: &str) -> String {
    let mut out = Vec::new();
    escape(&mut out, text);
    String::from_utf8_lossy(&out).replace('"', "&quot;")
}
