//! PNG files without what a program wrote into them beside the picture.
//!
//! Comes in: bytes of a file. Goes out: the chunks that draw, and the size. Wrong can be: a file that ends early.
//!
//! Left out are texts, Exif, times, profiles of colour, the further pictures of an animation, whatever a program
//! added for itself, and whatever follows the end.

use super::Bared;

/// How a file begins.
pub(super) const START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks without which a picture would look otherwise.
const DRAWING: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"];

/// What draws of a file, with its width and height.
pub(super) fn bared(bytes: &[u8]) -> Bared {
    const CUT: &str = "it ends early";
    let mut out = START.to_vec();
    let mut size = None;
    let mut at = START.len();
    loop {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let length = number(at).ok_or(CUT)? as usize;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12)).ok_or(CUT)?;
        let chunk = bytes.get(at..end).ok_or(CUT)?;
        let name = &chunk[4..8];
        if size.is_none() {
            if name != b"IHDR" || length != 13 {
                return Err("it is damaged");
            }
            size = number(at + 8).zip(number(at + 12)).filter(|(width, height)| *width > 0 && *height > 0);
        }
        if DRAWING.iter().any(|known| *known == name) {
            out.extend_from_slice(chunk);
        }
        at = end;
        if name == b"IEND" {
            let (width, height) = size.ok_or("it has no size")?;
            return Ok((out, width, height));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], name, content, &[0; 4]].concat()
    }

    #[test]
    fn only_what_draws_is_left() {
        let head = [&3_u32.to_be_bytes()[..], &2_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        let drawing = [START, &chunk(b"IHDR", &head), &chunk(b"IDAT", b"rows"), &chunk(b"IEND", b"")].concat();
        let whole = [
            START,
            &chunk(b"IHDR", &head),
            &chunk(b"tEXt", b"Author\0Marie"),
            &chunk(b"eXIf", b"MM"),
            &chunk(b"IDAT", b"rows"),
            &chunk(b"tIME", b"1234567"),
            &chunk(b"IEND", b""),
            b"behind the end",
        ]
        .concat();
        assert_eq!(bared(&whole), Ok((drawing.clone(), 3, 2)));
        for end in START.len()..drawing.len() {
            assert!(bared(&drawing[..end]).is_err(), "{end}");
        }
    }
}
