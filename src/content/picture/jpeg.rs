//! JPEG files without what a camera, a telephone or an editor wrote into them.
//!
//! Comes in: bytes of a file. Goes out: the segments that draw, a new head in place of the old, and the size. Wrong
//! can be: a file that ends early or is of a kind that browsers do not show.
//!
//! Left out are all of Exif with its places, days and names, XMP, IPTC, comments, profiles of colour, the small
//! picture of the uncropped original, and whatever follows the end. Of Exif one number is kept, written anew: which
//! side is up.

use super::Bared;

/// How a file begins.
pub(super) const START: [u8; 2] = [0xff, 0xd8];

const CUT: &str = "it ends early";

/// What draws of a file, with its width and height as it is shown.
pub(super) fn bared(bytes: &[u8]) -> Bared {
    let mut body = Vec::with_capacity(bytes.len());
    let mut size = None;
    let mut up = 1;
    let mut at = START.len();
    loop {
        // Filling before a marker is allowed.
        while bytes.get(at..at + 2) == Some(&[0xff, 0xff]) {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2).ok_or(CUT)? else { return Err("it is damaged") };
        if marker == 0xd9 {
            body.extend_from_slice(&[0xff, 0xd9]);
            break;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2).ok_or(CUT)?, *bytes.get(at + 3).ok_or(CUT)?]));
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2).ok_or(CUT)?;
        let payload = &segment[4..];
        at += segment.len();
        match marker {
            // What every program adds; 0xee says how colours are coded, and holds nothing else.
            0xe1 => up = orientation(payload).unwrap_or(up),
            0xee if payload.starts_with(b"Adobe") && payload.len() == 12 => body.extend_from_slice(segment),
            0xe0..=0xef | 0xfe => {}
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                if !(0xc0..=0xc2).contains(&marker) {
                    return Err("it is of a kind that browsers do not show");
                }
                let number =
                    |at: usize| Some(u32::from(u16::from_be_bytes([*payload.get(at)?, *payload.get(at + 1)?])));
                size = number(3).zip(number(1));
                body.extend_from_slice(segment);
            }
            0xda => {
                body.extend_from_slice(segment);
                let end = scan(&bytes[at..]).ok_or(CUT)?;
                body.extend_from_slice(&bytes[at..at + end]);
                at += end;
            }
            0xc4 | 0xdb | 0xdd => body.extend_from_slice(segment),
            _ => return Err("it is damaged"),
        }
    }
    let (width, height) = size.filter(|(width, height)| *width > 0 && *height > 0).ok_or("it has no size")?;
    let mut out = START.to_vec();
    out.extend_from_slice(b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    if up > 1 {
        // A head, one entry of one number, and no further list.
        out.extend_from_slice(b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        out.push(up);
        out.extend_from_slice(&[0; 6]);
    }
    out.extend_from_slice(&body);
    // Lying on its side, it is shown as high as it is wide.
    Ok(if up > 4 { (out, height, width) } else { (out, width, height) })
}

/// How long the coded rows are, up to the next marker.
fn scan(bytes: &[u8]) -> Option<usize> {
    let is_end = |pair: &[u8]| pair[0] == 0xff && pair[1] != 0 && !(0xd0..=0xd7).contains(&pair[1]);
    bytes.windows(2).position(is_end)
}

/// Which side is up, from 1 to 8, where a head of Exif says so.
fn orientation(payload: &[u8]) -> Option<u8> {
    let head = payload.strip_prefix(b"Exif\0\0")?;
    let little = head.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*head.get(at)?, *head.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let four = head.get(at..at + 4)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize)
    };
    let list = long(4)?;
    let entries = (0..usize::from(short(list)?)).map(|entry| list + 2 + entry * 12);
    let entry = entries.take_while(|at| at + 12 <= head.len()).find(|at| short(*at) == Some(0x0112))?;
    short(entry + 8).and_then(|up| u8::try_from(up).ok()).filter(|up| (1..=8).contains(up))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of 3 by 2 whose rows are no picture, with segments after its head.
    fn file(segments: &[&[u8]]) -> Vec<u8> {
        let mut out = START.to_vec();
        for segment in segments {
            out.extend_from_slice(segment);
        }
        out.extend_from_slice(b"\xff\xdb\0\x04\0\x01\xff\xc0\0\x0b\x08\0\x02\0\x03\x01\x01\x11\0");
        out.extend_from_slice(b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\0\x34\xff\xd0\x56\xff\xd9");
        out
    }

    #[test]
    fn nothing_of_what_a_camera_wrote_is_left() {
        let exif = b"\xff\xe1\0\x22Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let comment = b"\xff\xfe\0\x07Marie";
        let profile = b"\xff\xe2\0\x0eICC_PROFILE\0";
        let mut original = file(&[exif, comment, profile]);
        original.extend_from_slice(b"and a film behind it");
        let (bytes, width, height) = bared(&original).unwrap();
        assert_eq!((width, height), (2, 3), "it lies on its side");
        for gone in [&b"Marie"[..], b"ICC", b"film", b"II\x2a"] {
            assert!(!bytes.windows(gone.len()).any(|window| window == gone));
        }
        assert!(bytes.ends_with(b"\x12\xff\0\x34\xff\xd0\x56\xff\xd9"));
        // What was made is read as it was meant, and nothing is left to take out.
        assert_eq!(bared(&bytes).unwrap(), (bytes, 2, 3));
        assert_eq!(bared(&file(&[])).unwrap().1, 3);
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let whole = file(&[b"\xff\xfe\0\x04ab"]);
        for end in 2..whole.len() {
            assert!(bared(&whole[..end]).is_err(), "{end}");
        }
    }
}
