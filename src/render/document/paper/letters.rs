//! The typefaces of the document on paper, and which letters they have.
//!
//! Comes in: words. Goes out: the faces in the order in which they are tried, and the words with a sign in place of
//! every letter that none of them has, since a reader of the file would find nothing there. Nothing can go wrong: the
//! faces are part of the program.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::content::html::is_shown;

/// The face of drawings, as wide as Helvetica and Arial: pages and drawings are set in the same.
const OWN: [&[u8]; 3] = [
    include_bytes!("../../../chart/picture/font/SnaSans-Regular.ttf"),
    include_bytes!("../../../chart/picture/font/SnaSans-Bold.ttf"),
    include_bytes!("../../../chart/picture/font/SnaSans-Italic.ttf"),
];

/// Faces for letters that the first lacks: Hebrew and Cyrillic, then Arabic and signs.
const FURTHER: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// What stands for a letter that no face has.
const MISSING: char = '\u{fffd}';

/// The faces in the order in which they are tried.
pub(super) fn faces() -> &'static [Font] {
    static FACES: OnceLock<Vec<Font>> = OnceLock::new();
    FACES.get_or_init(|| {
        let all = OWN.into_iter().chain(typst_assets::fonts());
        let all: Vec<Font> = all.flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        let kept = |font: &Font| {
            let family = font.info().family.as_str();
            FURTHER.contains(&family) || OWN.iter().any(|own| *own == font.data().as_slice())
        };
        all.into_iter().filter(kept).collect()
    })
}

/// The names of the faces, in their order.
pub(super) fn families() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for face in faces() {
        let name = face.info().family.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Which letters may stand in the document.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Those of the first face alone: all that can go wrong with others is then ruled out.
    pub(super) plain: bool,
    /// Those that were met and may not.
    pub(super) missing: BTreeSet<char>,
}

impl Letters {
    /// The words with a sign for what may not stand there.
    pub(super) fn shown(&mut self, words: &str) -> String {
        let shown = |letter: char| {
            if self.has(letter) {
                return letter;
            }
            self.missing.insert(letter);
            MISSING
        };
        words.chars().filter(|letter| is_shown(*letter) && !is_nothing(*letter)).map(shown).collect()
    }

    fn has(&self, letter: char) -> bool {
        let code = u32::from(letter);
        let covers = |face: &Font| face.info().coverage.contains(code);
        let mut faces = faces().iter();
        // Bold and slanted faces of a family have the same letters as its first.
        letter.is_ascii() || letter == MISSING || if self.plain { faces.take(1).any(covers) } else { faces.any(covers) }
    }
}

/// Whether a letter only says how its neighbours are shown, and where lines may break: faces need not have those.
fn is_nothing(letter: char) -> bool {
    matches!(letter, '\u{34f}' | '\u{61c}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_have_the_letters_of_these_islands_and_of_names_from_elsewhere() {
        assert_eq!(families(), ["Sna Sans", "Libertinus Serif", "DejaVu Sans Mono"]);
        let own = |words: &str| Letters { plain: true, ..Letters::default() }.shown(words);
        assert_eq!(own("Ŵŵ Ŷŷ é ñ Ł ő – ’ ▲ ○ ▼ £ €"), "Ŵŵ Ŷŷ é ñ Ł ő – ’ ▲ ○ ▼ £ €");
        let mut all = Letters::default();
        assert_eq!(all.shown("Київ עברית العربية ↩ ½"), "Київ עברית العربية ↩ ½");
        assert!(all.missing.is_empty());
        assert_eq!(all.shown("a\u{feff}b\u{202e}c\u{7}d"), "abcd");
        assert_eq!(all.shown("漢字 a"), "�� a");
        assert_eq!(all.missing.into_iter().collect::<String>(), "字漢");
        assert!(faces().iter().any(|face| face.info().coverage.contains(u32::from(MISSING))));
    }
}
