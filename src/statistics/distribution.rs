//! Quantiles and probabilities of the distributions that the methods use.
//!
//! The only user of the statistics library. A quantile is refined until it has all digits of a double.

use statrs::distribution::{ChiSquared, Continuous as _, ContinuousCDF as _, Normal};

/// The value that a chi-squared variable of so many degrees of freedom stays under with this probability.
pub fn chi_squared_quantile(probability: f64, freedom: f64) -> f64 {
    let Ok(distribution) = ChiSquared::new(freedom) else { return f64::NAN };
    let mut value = distribution.inverse_cdf(probability);
    // The library stops its search early; two steps of Newton's method give all digits of a double.
    for _ in 0..2 {
        let slope = distribution.pdf(value);
        if slope > 0.0 {
            value -= (distribution.cdf(value) - probability) / slope;
        }
    }
    value
}

/// The probability that a chi-squared variable of so many degrees of freedom is above `value`.
pub fn chi_squared_above(value: f64, freedom: f64) -> f64 {
    ChiSquared::new(freedom).map_or(f64::NAN, |distribution| distribution.sf(value))
}

/// The probability that a standard normal variable is below `value`.
pub fn normal_below(value: f64) -> f64 {
    Normal::standard().cdf(value)
}
