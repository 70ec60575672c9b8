//! A ZIP archive written from front to back, as far as a workbook needs one. What is packed apart, on
//! several threads, is put together here: every run is deflated for itself and ends on a whole byte.

use std::io::{self, Write};

use chrono::{Datelike, Timelike};
use counterclaim_desk::Instant;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// The fastest level: rows of a sheet repeat each other so much that more gains little.
const LEVEL: u32 = 1;

/// An empty block that ends a deflated stream.
const END: [u8; 2] = [3, 0];

/// Packs text as a run that others may follow.
pub(crate) fn pack(text: &[u8]) -> Packed {
    pack_at(Compression::new(LEVEL), text)
}

fn pack_at(level: Compression, text: &[u8]) -> Packed {
    let mut packer = Compress::new(level, false);
    let mut bytes = Vec::with_capacity(text.len() / 4 + 64);
    let mut rest = text;
    loop {
        let before = packer.total_in();
        let outcome = packer.compress_vec(rest, &mut bytes, FlushCompress::Sync);
        let taken = usize::try_from(packer.total_in() - before).unwrap_or(rest.len());
        rest = rest.get(taken..).unwrap_or_default();
        let is_full = bytes.len() == bytes.capacity();
        // Flushing is finished when there is room left that was not needed.
        if rest.is_empty() && !is_full || !matches!(outcome, Ok(Status::Ok | Status::BufError)) {
            break;
        }
        bytes.reserve(bytes.len().max(1 << 12));
    }
    let mut crc = Crc::new();
    crc.update(text);
    Packed { bytes, crc, size: text.len() as u64 }
}

/// A run of a packed file.
#[derive(Debug)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    crc: Crc,
    size: u64,
}

/// A file in the archive.
struct Entry {
    name: String,
    crc: u32,
    packed: u32,
    size: u32,
    offset: u32,
}

/// A file that is being written.
struct Open {
    name: String,
    offset: u64,
    crc: Crc,
    packed: u64,
    size: u64,
}

/// An archive that is being written.
pub(crate) struct Zip<W> {
    out: W,
    written: u64,
    /// Date and time of every file, in the archive's own notation.
    stamp: (u16, u16),
    entries: Vec<Entry>,
    open: Option<Open>,
}

impl<W: Write> Zip<W> {
    pub(crate) fn new(out: W, at: Option<Instant>) -> Self {
        Self { out, written: 0, stamp: stamp(at), entries: Vec::new(), open: None }
    }

    /// Writes a whole file.
    pub(crate) fn file(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.begin(name)?;
        self.put(&pack(text.as_bytes()))?;
        self.end()
    }

    /// Writes a whole file whose bytes can be found in the archive as they are.
    pub(crate) fn plain_file(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.begin(name)?;
        self.put(&pack_at(Compression::none(), text.as_bytes()))?;
        self.end()
    }

    /// Begins a file; runs of it follow.
    pub(crate) fn begin(&mut self, name: &str) -> io::Result<()> {
        let offset = self.written;
        let mut head = b"PK\x03\x04".to_vec();
        head.extend(self.common());
        // Checksum and sizes follow behind the data.
        head.extend([0; 12]);
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0; 2]);
        head.extend(name.as_bytes());
        self.write(&head)?;
        let name = name.to_owned();
        self.open = Some(Open { name, offset, crc: Crc::new(), packed: 0, size: 0 });
        Ok(())
    }

    /// Adds a run to the file that is open.
    pub(crate) fn put(&mut self, run: &Packed) -> io::Result<()> {
        self.write(&run.bytes)?;
        if let Some(open) = &mut self.open {
            open.crc.combine(&run.crc);
            open.packed += run.bytes.len() as u64;
            open.size += run.size;
        }
        Ok(())
    }

    /// Ends the file that is open.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        self.write(&END)?;
        let entry = Entry {
            crc: open.crc.sum(),
            packed: small(open.packed + END.len() as u64)?,
            size: small(open.size)?,
            offset: small(open.offset)?,
            name: open.name,
        };
        let mut behind = b"PK\x07\x08".to_vec();
        behind.extend(entry.sizes());
        self.write(&behind)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the list of files, which ends the archive.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        let start = self.written;
        let mut list = Vec::new();
        for entry in &self.entries {
            list.extend(b"PK\x01\x02\x14\x00");
            list.extend(self.common());
            list.extend(entry.sizes());
            list.extend((entry.name.len() as u16).to_le_bytes());
            list.extend([0; 12]);
            list.extend(entry.offset.to_le_bytes());
            list.extend(entry.name.as_bytes());
        }
        let many = (self.entries.len() as u16).to_le_bytes();
        let size = small(list.len() as u64)?.to_le_bytes();
        list.extend(b"PK\x05\x06\0\0\0\0");
        list.extend(many);
        list.extend(many);
        list.extend(size);
        list.extend(small(start)?.to_le_bytes());
        list.extend([0; 2]);
        self.write(&list)?;
        self.out.flush()
    }

    /// Version, flags (sizes behind the data), method (deflated), time and date.
    fn common(&self) -> Vec<u8> {
        let (date, time) = self.stamp;
        [20, 8, 8, time, date].into_iter().flat_map(u16::to_le_bytes).collect()
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

impl Entry {
    fn sizes(&self) -> Vec<u8> {
        [self.crc, self.packed, self.size].into_iter().flat_map(u32::to_le_bytes).collect()
    }
}

/// Larger archives need an extension that not every reader of workbooks has.
fn small(size: u64) -> io::Result<u32> {
    u32::try_from(size).map_err(|_| {
        io::Error::other(
            "too much for a workbook (4 GiB a sheet): ask for fewer --fields, or for csv",
        )
    })
}

fn stamp(at: Option<Instant>) -> (u16, u16) {
    let first = (0b10_0001, 0);
    let Some(at) = at else { return first };
    let Some(years) = u16::try_from(at.year() - 1980).ok().filter(|years| *years < 128) else {
        return first;
    };
    let date = (years << 9) | ((at.month() as u16) << 5) | at.day() as u16;
    let time = ((at.hour() as u16) << 11) | ((at.minute() as u16) << 5) | (at.second() as u16 / 2);
    (date, time)
}
