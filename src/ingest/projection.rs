//! Eastings and northings of the British National Grid to longitude and latitude.
//!
//! In go metres of the grid, out come degrees of WGS 84, right to about five metres: the transformation
//! between the two datums is the Ordnance Survey's with seven parameters for the whole of Great Britain,
//! not its grid of shifts, which is larger than this program. Nothing can be wrong here.
//!
//! Formulae and constants: Ordnance Survey, A guide to coordinate systems in Great Britain (v3.6, 2020),
//! annexes A (ellipsoids), B (cartesian coordinates), C.2 (inverse transverse Mercator) and section 6.6
//! (transformation from WGS 84 to OSGB36, here the other way).

/// What two coordinates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grid {
    /// Longitude and latitude in degrees.
    Wgs84,
    /// Easting and northing in metres.
    National,
}

/// An ellipsoid by its two half axes in metres.
struct Ellipsoid {
    a: f64,
    b: f64,
}

const AIRY_1830: Ellipsoid = Ellipsoid { a: 6_377_563.396, b: 6_356_256.909 };
const WGS_84: Ellipsoid = Ellipsoid { a: 6_378_137.0, b: 6_356_752.314_245 };

impl Ellipsoid {
    fn eccentricity_squared(&self) -> f64 {
        1.0 - (self.b * self.b) / (self.a * self.a)
    }

    /// The radius of curvature across the meridian.
    fn nu(&self, latitude: f64) -> f64 {
        self.a / (1.0 - self.eccentricity_squared() * latitude.sin().powi(2)).sqrt()
    }

    /// Cartesian coordinates of a point on it, annex B.1 with a height of zero.
    fn cartesian(&self, (longitude, latitude): (f64, f64)) -> [f64; 3] {
        let nu = self.nu(latitude);
        [
            nu * latitude.cos() * longitude.cos(),
            nu * latitude.cos() * longitude.sin(),
            (1.0 - self.eccentricity_squared()) * nu * latitude.sin(),
        ]
    }

    /// Longitude and latitude of cartesian coordinates, annex B.2.
    fn geodetic(&self, [x, y, z]: [f64; 3]) -> (f64, f64) {
        let e2 = self.eccentricity_squared();
        let p = x.hypot(y);
        let mut latitude = z.atan2(p * (1.0 - e2));
        // Each round gains three digits; five are beyond what a double holds.
        for _ in 0..5 {
            latitude = (z + e2 * self.nu(latitude) * latitude.sin()).atan2(p);
        }
        (y.atan2(x), latitude)
    }
}

/// Scale on the central meridian, true origin and its easting and northing, annex A.2.
const F0: f64 = 0.999_601_271_7;
const E0: f64 = 400_000.0;
const N0: f64 = -100_000.0;
const ORIGIN: (f64, f64) = (-2.0, 49.0);

/// The developed arc of the meridian, equation C3.
fn arc(latitude: f64) -> f64 {
    let Ellipsoid { a, b } = AIRY_1830;
    let n = (a - b) / (a + b);
    let (n2, n3) = (n * n, n * n * n);
    let origin = ORIGIN.1.to_radians();
    let (less, more) = (latitude - origin, latitude + origin);
    b * F0
        * ((1.0 + n + 1.25 * n2 + 1.25 * n3) * less - (3.0 * n + 3.0 * n2 + 21.0 / 8.0 * n3) * less.sin() * more.cos()
            + (15.0 / 8.0 * n2 + 15.0 / 8.0 * n3) * (2.0 * less).sin() * (2.0 * more).cos()
            - 35.0 / 24.0 * n3 * (3.0 * less).sin() * (3.0 * more).cos())
}

/// Longitude and latitude on the Airy ellipsoid (OSGB36) in radians, annex C.2.
fn osgb36(easting: f64, northing: f64) -> (f64, f64) {
    let a = AIRY_1830.a;
    let mut latitude = ORIGIN.1.to_radians() + (northing - N0) / (a * F0);
    // The guide stops at a hundredth of a millimetre, which takes four rounds; a wild northing never would.
    for _ in 0..8 {
        let left = northing - N0 - arc(latitude);
        if left.abs() < 0.000_01 {
            break;
        }
        latitude += left / (a * F0);
    }
    let e2 = AIRY_1830.eccentricity_squared();
    let nu = AIRY_1830.nu(latitude) * F0;
    let rho = a * F0 * (1.0 - e2) * (1.0 - e2 * latitude.sin().powi(2)).powf(-1.5);
    let eta2 = nu / rho - 1.0;
    let (t, secant) = (latitude.tan(), 1.0 / latitude.cos());
    let (t2, t4, t6) = (t.powi(2), t.powi(4), t.powi(6));
    let vii = t / (2.0 * rho * nu);
    let viii = t / (24.0 * rho * nu.powi(3)) * (5.0 + 3.0 * t2 + eta2 - 9.0 * t2 * eta2);
    let ix = t / (720.0 * rho * nu.powi(5)) * (61.0 + 90.0 * t2 + 45.0 * t4);
    let x = secant / nu;
    let xi = secant / (6.0 * nu.powi(3)) * (nu / rho + 2.0 * t2);
    let xii = secant / (120.0 * nu.powi(5)) * (5.0 + 28.0 * t2 + 24.0 * t4);
    let xiia = secant / (5040.0 * nu.powi(7)) * (61.0 + 662.0 * t2 + 1320.0 * t4 + 720.0 * t6);
    let east = easting - E0;
    (
        ORIGIN.0.to_radians() + x * east - xi * east.powi(3) + xii * east.powi(5) - xiia * east.powi(7),
        latitude - vii * east.powi(2) + viii * east.powi(4) - ix * east.powi(6),
    )
}

/// Cartesian coordinates of OSGB36 to those of WGS 84: the parameters of section 6.6 with their signs
/// turned, which is right to millimetres because they are small.
fn transformed([x, y, z]: [f64; 3]) -> [f64; 3] {
    let second = std::f64::consts::PI / (180.0 * 3600.0);
    let (tx, ty, tz) = (446.448, -125.157, 542.060);
    let (rx, ry, rz) = (0.1502 * second, 0.2470 * second, 0.8421 * second);
    let scale = 1.0 - 20.4894e-6;
    [tx + scale * x - rz * y + ry * z, ty + rz * x + scale * y - rx * z, tz - ry * x + rx * y + scale * z]
}

/// Longitude and latitude in degrees of WGS 84 of a point of the British National Grid.
pub(super) fn degrees(easting: f64, northing: f64) -> (f64, f64) {
    let (longitude, latitude) = WGS_84.geodetic(transformed(AIRY_1830.cartesian(osgb36(easting, northing))));
    (longitude.to_degrees(), latitude.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees_of(degrees: f64, minutes: f64, seconds: f64) -> f64 {
        degrees + minutes / 60.0 + seconds / 3600.0
    }

    // Ordnance Survey, A guide to coordinate systems in Great Britain, annex C.2, worked example.
    #[test]
    fn the_worked_example_of_the_ordnance_survey_comes_out() {
        let (longitude, latitude) = osgb36(651_409.903, 313_177.270);
        let second = 1.0 / 3600.0;
        assert!((latitude.to_degrees() - degrees_of(52.0, 39.0, 27.2531)).abs() < 0.0001 * second);
        assert!((longitude.to_degrees() - degrees_of(1.0, 43.0, 4.5177)).abs() < 0.0001 * second);
    }

    // The same, annex B; its height of 24.700 m is added along the normal.
    #[test]
    fn cartesian_coordinates_are_those_of_the_worked_example() {
        let place = (degrees_of(1.0, 43.0, 4.5177).to_radians(), degrees_of(52.0, 39.0, 27.2531).to_radians());
        let [x, y, z] = AIRY_1830.cartesian(place);
        let (longitude, latitude) = place;
        let up = [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()];
        let found = [x + 24.7 * up[0], y + 24.7 * up[1], z + 24.7 * up[2]];
        for (found, published) in found.into_iter().zip([3_874_938.849, 116_218.624, 5_047_168.208]) {
            assert!((found - published).abs() < 0.001, "{found} is not {published}");
        }
        let back = AIRY_1830.geodetic([x, y, z]);
        assert!((back.0 - longitude).abs() < 1e-12 && (back.1 - latitude).abs() < 1e-12);
    }

    // Office for National Statistics, boundaries of wards (2025), LSOAs and police force areas: BNG_E,
    // BNG_N, LONG and LAT of the same point.
    #[test]
    fn published_points_agree_to_five_metres() {
        for (easting, northing, longitude, latitude) in [
            (419_179.0, 281_976.0, -1.719_311, 52.435_44),
            (420_658.0, 279_656.0, -1.697_69, 52.414_53),
            (517_517.0, 178_394.0, -0.308_63, 51.492_3),
            (341_868.0, 527_180.0, -2.902_13, 54.636_4),
        ] {
            let found = degrees(easting, northing);
            // The last digit of what was published is up to three metres.
            let metres = ((found.0 - longitude) * 111_320.0 * f64::to_radians(latitude).cos())
                .hypot((found.1 - latitude) * 111_320.0);
            assert!(metres < 8.0, "{metres} metres for {easting}, {northing}");
        }
    }

    #[test]
    fn wild_numbers_end() {
        for wild in [0.0, -1e9, 1e12, f64::MAX, f64::INFINITY, f64::NAN] {
            let _ = degrees(wild, wild);
        }
    }
}
