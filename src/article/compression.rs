//! gzip and Zstandard, told by their first bytes.

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Result};

/// A stream that a thread may take over.
pub(super) type Stream = Box<dyn Read + Send>;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstandard,
}

/// The endings of packed files.
pub(super) const ENDINGS: &[&str] = &[".gz", ".zst"];

/// The most memory that one file may ask for to unpack it: what `zstd --ultra` makes is within.
const LARGEST_WINDOW: u64 = 128 << 20;

/// How bytes that begin so are packed; none where they are not.
pub(super) fn of(head: &[u8]) -> Option<Compression> {
    match head {
        [0x1f, 0x8b, ..] => Some(Compression::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Compression::Zstandard),
        _ => None,
    }
}

/// The first bytes of a stream, and the stream with them.
pub(super) fn peeked(mut stream: Stream, bytes: u64) -> Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    stream.by_ref().take(bytes).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(stream))))
}

/// What a stream holds when it is unpacked; the stream itself where it is not packed.
pub(super) fn unpacked(stream: Stream) -> Result<Stream> {
    let (head, stream) = peeked(stream, 4)?;
    Ok(match of(&head) {
        Some(Compression::Gzip) => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, stream))),
        Some(Compression::Zstandard) => {
            let mut decoder = FrameDecoder::new();
            decoder.set_max_window_size(LARGEST_WINDOW);
            Box::new(Frames { source: BufReader::with_capacity(1 << 16, stream), decoder, inside: false })
        }
        None => stream,
    })
}

/// The frames of a Zstandard file, one after another.
struct Frames {
    source: BufReader<Stream>,
    decoder: FrameDecoder,
    /// Whether a frame has begun and not been read to its end.
    inside: bool,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            if self.inside {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    let one = BlockDecodingStrategy::UptoBlocks(1);
                    self.decoder.decode_blocks(&mut self.source, one).map_err(Error::other)?;
                }
                let read = self.decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                self.inside = false;
            }
            if self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => self.inside = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if std::io::copy(&mut self.source.by_ref().take(length), &mut std::io::sink())? < length {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(cause) => return Err(Error::other(cause)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn whole(bytes: Vec<u8>) -> Result<Vec<u8>> {
        let mut found = Vec::new();
        unpacked(Box::new(Cursor::new(bytes)))?.read_to_end(&mut found)?;
        Ok(found)
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    fn zstandard(text: &str) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn several_members_and_frames_are_read_as_one() {
        let skipped: &[u8] = &[0x51, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        assert_eq!(whole([gzip("one "), gzip("two")].concat()).unwrap(), b"one two");
        let frames = [zstandard("one ").as_slice(), skipped, &zstandard("two")].concat();
        assert_eq!(whole(frames).unwrap(), b"one two");
        assert_eq!(whole(b"plain".to_vec()).unwrap(), b"plain");
        assert_eq!(whole(Vec::new()).unwrap(), b"");
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let (gzip, zstandard) = (gzip("one two three"), zstandard(&"one two three ".repeat(900)));
        for packed in
            [&gzip[..gzip.len() - 9], &zstandard[..zstandard.len() - 5], &[0x51, 0x2a, 0x4d, 0x18, 3]]
        {
            assert!(whole(packed.to_vec()).is_err());
        }
    }
}
