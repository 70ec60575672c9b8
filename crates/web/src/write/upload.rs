//! A form with a file in it (`multipart/form-data`): its fields and the one file.

use std::convert::Infallible;

use axum::body::Bytes;
use multer::{Constraints, Multipart, SizeLimit, parse_boundary};
use tokio::runtime::Handle;

use super::waiting::Upload;
use crate::call::Call;
use crate::problem::{Kind, Problem};

/// Most fields of such a form.
const MOST_FIELDS: usize = 32;
/// Most bytes of a field that is no file and no pasted text.
const LONGEST_FIELD: usize = 64 << 10;

/// The field of the file.
const FILE: &str = "file";
/// The field of pasted text.
const TEXT: &str = "text";

/// Reads the form that came with a call. Pasted text is a file too, where no file was chosen.
///
/// # Errors
/// If it is no such form, or has more in it than such a form has.
pub(crate) fn upload(call: &Call<'_>) -> Result<Upload, Problem> {
    let media = call.header("content-type").unwrap_or_default();
    let boundary = parse_boundary(media)
        .map_err(|why| Problem::new(Kind::Usage, format!("the form has no boundary: {why}")))?;
    let most = call.body.len() as u64;
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(most));
    let body = Bytes::copy_from_slice(&call.body);
    let body = tokio_stream::once(Ok::<_, Infallible>(body));
    // The whole body is here already, so nothing waits; handlers run beside the runtime's own threads.
    let form = Multipart::with_constraints(body, boundary, limits);
    let read = Handle::current().block_on(fields(form));
    read.map_err(|why| Problem::new(Kind::Usage, format!("the form cannot be read: {why}")))
}

async fn fields(mut form: Multipart<'_>) -> Result<Upload, String> {
    let mut upload = Upload {
        name: String::new(),
        bytes: Vec::new(),
        fields: Vec::new(),
        fetched: None,
        media: None,
    };
    let mut pasted = None;
    let mut count = 0;
    while let Some(field) = form.next_field().await.map_err(|why| why.to_string())? {
        count += 1;
        if count > MOST_FIELDS {
            return Err(format!("it has more than {MOST_FIELDS} fields"));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(|why| why.to_string())?;
        match (name.as_str(), file_name) {
            (FILE, Some(file_name)) if !bytes.is_empty() => {
                (upload.bytes, upload.name, upload.media) = (bytes.into(), file_name, media);
            }
            (FILE, _) => {}
            (TEXT, _) if !bytes.is_empty() => pasted = Some(bytes),
            (TEXT, _) => {}
            _ if bytes.len() > LONGEST_FIELD => return Err(format!("{name:?} is too long")),
            _ => {
                let value = String::from_utf8_lossy(&bytes).into_owned();
                upload.fields.push((name, value));
            }
        }
    }
    if let Some(pasted) = pasted.filter(|_| upload.bytes.is_empty()) {
        upload.bytes = pasted.into();
        upload.media = Some("text/plain; charset=utf-8".to_owned());
        "pasted text".clone_into(&mut upload.name);
    }
    Ok(upload)
}
