//! Colours: how they are written, how well one is read on another, and how far apart two are for eyes
//! that see colours otherwise.
//!
//! Comes in: `#rgb` or `#rrggbb`. Goes out: contrast as WCAG 2.2 defines it, and distance in OKLab
//! (Ottosson 2020, times 100) after the colours were seen through a simulation of protanopia, deuteranopia
//! or tritanopia (Machado, Oliveira and Fernandes 2009, severity 1). Wrong can be: what is no such colour.

use std::fmt;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// How colours are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// By most people.
    Usual,
    /// Without the cones for long waves.
    Protan,
    /// Without the cones for middle waves.
    Deutan,
    /// Without the cones for short waves.
    Tritan,
}

impl Sight {
    /// Every way of seeing that colours are checked for.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Protan, Self::Deutan, Self::Tritan];

    /// In the words of a message.
    pub fn words(self) -> &'static str {
        match self {
            Self::Usual => "seen by most people",
            Self::Protan => "seen by people with protanopia (red-blind)",
            Self::Deutan => "seen by people with deuteranopia (green-blind)",
            Self::Tritan => "seen by people with tritanopia (blue-blind)",
        }
    }

    /// What becomes of linear red, green and blue.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

impl Colour {
    /// The colour with this number, `0xrrggbb`.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self([red, green, blue])
    }

    /// A colour as it is written: `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Self::new(number)),
            3 => {
                let [red, green, blue] = [number >> 8, number >> 4 & 15, number & 15];
                Some(Self::new(red * 0x11_0000 + green * 0x1100 + blue * 0x11))
            }
            _ => None,
        }
    }

    /// Red, green and blue as amounts of light, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        self.0.map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Relative luminance, WCAG 2.2.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio with another colour, from 1 to 21, WCAG 2.2.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Lightness, green to red and blue to yellow in OKLab, as a way of seeing has them.
    fn oklab(self, sight: Sight) -> [f64; 3] {
        let light = self.linear();
        let apply = |rows: [[f64; 3]; 3], of: [f64; 3]| {
            rows.map(|row| row.iter().zip(of).map(|(weight, part)| weight * part).sum::<f64>())
        };
        let seen = apply(sight.matrix(), light).map(|part| part.clamp(0.0, 1.0));
        let cones = apply(
            [
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            seen,
        );
        apply(
            [
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// How far apart two colours are for a way of seeing: 0 is the same, black and white are 100 apart.
    pub fn distance(self, other: Self, sight: Sight) -> f64 {
        let (one, two) = (self.oklab(sight), other.oklab(sight));
        100.0 * one.iter().zip(two).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// Lightness as it is perceived, from 0 to 100.
    pub fn lightness(self) -> f64 {
        100.0 * self.oklab(Sight::Usual)[0]
    }

    /// The nearest colour towards black or white that has at least this contrast with `ground`.
    pub fn readable_on(self, ground: Self, least: f64) -> Option<Self> {
        let mixed = |end: u8, step: u16| {
            let part = |byte: u8| (u16::from(byte) * (100 - step) + u16::from(end) * step) / 100;
            Self(self.0.map(|byte| u8::try_from(part(byte)).unwrap_or(end)))
        };
        (0..=100).flat_map(|step| [mixed(0, step), mixed(255, step)]).find(|colour| colour.contrast(ground) >= least)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        if self.0.iter().all(|byte| byte >> 4 == byte & 15) {
            return write!(out, "#{:x}{:x}{:x}", red & 15, green & 15, blue & 15);
        }
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_published_examples() {
        // Understanding WCAG 2.2, 1.4.3, and its technique G18: #767676 just passes on white, #777777 just fails.
        for (one, two, ratio) in [
            ("#000", "#fff", 21.0),
            ("#767676", "#fff", 4.54),
            ("#777777", "#fff", 4.48),
            ("#949494", "#fff", 3.03),
            ("#f00", "#fff", 4.0),
            ("#00f", "#fff", 8.59),
            ("#123456", "#123456", 1.0),
        ] {
            let found = colour(one).contrast(colour(two));
            assert!((found - ratio).abs() < 0.005, "{one} on {two}: {found}");
            assert!((found - colour(two).contrast(colour(one))).abs() < 1e-12);
        }
    }

    #[test]
    fn oklab_is_that_of_published_examples() {
        // The values of CSS Color 4 and of Ottosson's reference code for the primaries of sRGB.
        for (text, expected) in [
            ("#fff", [1.0, 0.0, 0.0]),
            ("#f00", [0.627_96, 0.224_86, 0.125_85]),
            ("#0f0", [0.866_44, -0.233_89, 0.179_50]),
            ("#00f", [0.452_01, -0.032_46, -0.311_53]),
        ] {
            for (found, part) in colour(text).oklab(Sight::Usual).iter().zip(expected) {
                assert!((found - part).abs() < 0.000_05, "{text}: {found} is not {part}");
            }
        }
        assert!((colour("#000").distance(colour("#fff"), Sight::Usual) - 100.0).abs() < 0.001);
    }

    #[test]
    fn a_simulation_leaves_greys_and_takes_differences_away() {
        for sight in Sight::ALL {
            for grey in ["#333", "#808080", "#ddd"] {
                let (before, after) = (colour(grey).oklab(Sight::Usual), colour(grey).oklab(sight));
                assert!(before.iter().zip(after).all(|(a, b)| (a - b).abs() < 0.001), "{grey} {sight:?}");
            }
        }
        // Red and green of one lightness, the pair that Okabe and Ito warn of; blue and yellow stay apart.
        let (red, green) = (colour("#c83232"), colour("#5a7d1e"));
        assert!(red.distance(green, Sight::Usual) > 20.0);
        assert!(red.distance(green, Sight::Deutan) < 10.0);
        assert!(colour("#00f").distance(colour("#ff0"), Sight::Deutan) > 40.0);
    }

    #[test]
    fn a_colour_is_written_as_it_was_read() {
        for text in ["#fff", "#113f86", "#0b0c0c", "#fd0"] {
            assert_eq!(colour(text).to_string(), text);
        }
        assert_eq!(colour("#FFDD00"), colour("#fd0"));
        for wrong in ["", "#", "fff", "#ff", "#ffff", "#gggggg", "#+12345", "red", "#1234567", "#é12"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_readable_colour_is_found_towards_black_or_white() {
        let faint = colour("#aaa");
        let found = faint.readable_on(colour("#fff"), 4.5).unwrap();
        assert!(found.contrast(colour("#fff")) >= 4.5 && found.contrast(colour("#fff")) < 4.7);
        assert_eq!(colour("#000").readable_on(colour("#fff"), 4.5), Some(colour("#000")));
        assert_eq!(colour("#777").readable_on(colour("#777"), 22.0), None);
    }
}
