//! Known drawings, looked at pixel by pixel.

use super::*;

/// The pixels of a drawing, one to each of its own.
fn painted(inside: &str) -> tiny_skia::Pixmap {
    let svg = format!(r##"<svg width="100" height="60" font-size="14">{inside}</svg>"##);
    paint::paint(&svg, 1.0).unwrap().0.pixels
}

fn at(pixels: &tiny_skia::Pixmap, x: u32, y: u32) -> [u8; 3] {
    let pixel = pixels.pixel(x, y).unwrap();
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// How many pixels of a rectangle are nearly black.
fn dark(pixels: &tiny_skia::Pixmap, across: std::ops::Range<u32>, down: std::ops::Range<u32>) -> usize {
    down.flat_map(|y| across.clone().map(move |x| (x, y))).filter(|(x, y)| at(pixels, *x, *y)[0] < 80).count()
}

#[test]
fn shapes_stand_where_the_drawing_says_in_the_colours_it_says() {
    let pixels = painted(
        r##"<rect x="10" y="20" width="30" height="15" fill="#113f86"/><g transform="translate(50 10) scale(2)"><rect x="5" y="5" width="5" height="5" fill="#ee5f1b" fill-opacity="0.2"/></g><line x1="0" y1="50" x2="100" y2="50" fill="none" stroke="#000" stroke-width="4" stroke-dasharray="10 10"/>"##,
    );
    assert_eq!(at(&pixels, 11, 21), [0x11, 0x3f, 0x86]);
    assert_eq!(at(&pixels, 38, 33), [0x11, 0x3f, 0x86]);
    assert_eq!(at(&pixels, 41, 21), [255; 3]);
    assert_eq!(at(&pixels, 0, 0), [255; 3]);
    assert_eq!(at(&pixels, 99, 59), [255; 3]);
    // A fifth of the orange over white.
    let mixed = at(&pixels, 65, 25);
    let expected = [0xee, 0x5f, 0x1b].map(|part| (255.0 + (f64::from(part) - 255.0) * 0.2).round());
    assert!(mixed.iter().zip(expected).all(|(part, right)| (f64::from(*part) - right).abs() <= 1.0), "{mixed:?}");
    assert_eq!([at(&pixels, 5, 50)[0], at(&pixels, 15, 50)[0]], [0, 255]);
}

#[test]
fn words_begin_end_and_are_centred_where_the_drawing_says() {
    let word =
        |anchor: &str| painted(&format!(r##"<text x="50" y="30" text-anchor="{anchor}" fill="#000">III</text>"##));
    let (start, middle, end) = (word("start"), word("middle"), word("end"));
    // Three letters of 3.9 pixels each, about ten pixels high.
    assert!(dark(&start, 50..63, 18..31) > 20 && dark(&start, 0..50, 0..60) == 0);
    assert!(dark(&middle, 43..50, 18..31) > 5 && dark(&middle, 50..57, 18..31) > 5);
    assert!(dark(&end, 37..50, 18..31) > 20 && dark(&end, 51..100, 0..60) == 0);
    assert_eq!(dark(&start, 0..100, 32..60), 0);
}

#[test]
fn strong_words_are_wider_and_a_halo_keeps_words_off_what_is_below() {
    assert!(width("Aston", Weight::Bold, 14.0) > width("Aston", Weight::Regular, 14.0));
    let ground = r##"<rect x="0" y="0" width="100" height="60" fill="#12436d"/>"##;
    let halo = r##"<text x="50" y="35" text-anchor="middle" stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-weight="600" fill="#0b0c0c">Sandwell</text>"##;
    let pixels = painted(&format!("{ground}{halo}"));
    let white = (20..80).flat_map(|x| (20..40).map(move |y| (x, y))).filter(|(x, y)| at(&pixels, *x, *y) == [255; 3]);
    assert!(white.count() > 50);
}

#[test]
fn what_pictures_do_not_know_is_a_fault_and_never_left_out() {
    let fault = |inside: &str| paint::paint(&format!(r#"<svg width="9" height="9">{inside}</svg>"#), 1.0).unwrap_err();
    assert!(fault("<image/>").contains("`image`"));
    assert!(fault(r#"<rect x="0" y="0" width="1" height="1" mask="url(#a)"/>"#).contains("`mask="));
    assert!(fault(r#"<rect x="0" y="0" width="1" height="1" fill="red"/>"#).contains("`red`"));
    assert!(fault(r#"<path d="M0 0c1 1 2 2 3 3"/>"#).contains("`c`"));
    assert!(fault("<g").contains("well formed"));
    assert!(png("", 1.0).is_err());
}

#[test]
fn the_same_drawing_is_the_same_bytes() {
    let svg = r##"<svg width="90" height="40"><title>A &amp; B</title><circle cx="20" cy="20" r="9" fill="#1c97ae"/><text x="40" y="20" fill="#000">Aston</text></svg>"##;
    let first = png(svg, 2.0).unwrap();
    assert_eq!(first, png(svg, 2.0).unwrap());
    let held = |words: &[u8]| first.windows(words.len()).any(|part| part == words);
    assert!(held(b"Title\0\0\0\0\0A & B"));
    let other = std::thread::spawn(move || png(svg, 2.0).unwrap()).join().unwrap();
    assert_eq!(first, other);
}

#[test]
fn more_colours_than_a_palette_holds_become_fewer() {
    let stripes: String = (0..600)
        .map(|at| {
            format!(
                r##"<rect x="{at}" y="0" width="1" height="40" fill="#{:02x}{:02x}{:02x}"/>"##,
                at % 256,
                at / 3,
                255 - at % 251
            )
        })
        .collect();
    let svg = format!(
        r##"<svg width="600" height="80">{stripes}<rect x="0" y="40" width="600" height="40" fill="#113f86"/></svg>"##
    );
    let bytes = png(&svg, 1.0).unwrap();
    let palette = bytes.windows(4).position(|part| part == b"PLTE").unwrap();
    let length = u32::from_be_bytes(bytes[palette - 4..palette].try_into().unwrap());
    assert!(length <= 768 && length > 100);
    // The paint that most of the picture is of is kept as it is.
    assert_eq!(bytes[palette + 4..palette + 7], [0x11, 0x3f, 0x86]);
}
