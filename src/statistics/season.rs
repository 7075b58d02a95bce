//! Seasons: whether some months of the year are higher than others, year after year.

use super::{Answer, Unanswered, distribution, explained::explained};

explained! {
    /// How each calendar month stands to the average day of its year, and whether months differ more than chance explains.
    ///
    /// # What it is
    /// Each month’s count is divided by its days and by the daily average of its year, times 100; the index of a
    /// calendar month is the mean over the years. Whether there is a season at all is asked by Friedman’s test:
    /// the months of each year are ranked from 1 to 12, and `12 ÷ (n k (k + 1)) × Σ R² − 3 n (k + 1)` is compared
    /// with chi-squared for 11 degrees of freedom, where `R` are the sums of ranks, `n` the years and `k` is 12.
    ///
    /// # Why
    /// A rise from February to July can be nothing but summer. A month is best set beside the same month of
    /// another year.
    ///
    /// # Example
    /// In two years in which July is always highest and February always lowest, both have the same rank each
    /// year, and the sum of ranks says so.
    ///
    /// # Limits
    /// It needs two complete years at least, and one unusual year, such as that of a pandemic, can hide a season
    /// or make one. It says when and not why.
    pub struct Season;
    word: "season",
    title: "Season of the year, with Friedman’s test",
    citation: "Friedman (1937), Journal of the American Statistical Association 32, page 675; NHS England, Making Data Count, chapter on seasonality",
}

/// The season of some complete years.
#[derive(Debug, Clone, PartialEq)]
pub struct Seasonal {
    /// The mean index of each calendar month, January first; 100 is the average day of a year.
    pub index: [f64; 12],
    /// The lowest and the highest index of each month over the years.
    pub range: [(f64, f64); 12],
    /// How many years it rests on.
    pub years: usize,
    /// Friedman's statistic.
    pub statistic: f64,
    /// The probability of a statistic as large by chance alone.
    pub probability: f64,
}

/// Friedman's statistic of `blocks`, each with a value for each of the same treatments, corrected for ties.
///
/// Source: Friedman (1937), JASA 32, page 675; Conover (1999), Practical nonparametric statistics, page 370, for ties.
pub fn friedman(blocks: &[Vec<f64>]) -> f64 {
    let (n, k) = (blocks.len() as f64, blocks.first().map_or(0, Vec::len));
    let mut sums = vec![0.0; k];
    let mut ties = 0.0;
    for block in blocks {
        for (sum, value) in sums.iter_mut().zip(block) {
            let below = block.iter().filter(|other| *other < value).count() as f64;
            let same = block.iter().filter(|other| *other == value).count() as f64;
            *sum += below + (same + 1.0) / 2.0;
            // Each of a group of t equal values adds t² − 1, which makes t³ − t together.
            ties += same * same - 1.0;
        }
    }
    let k = k as f64;
    let plain = 12.0 / (n * k * (k + 1.0)) * sums.iter().map(|sum| sum * sum).sum::<f64>() - 3.0 * n * (k + 1.0);
    plain / (1.0 - ties / (n * k * (k * k - 1.0)))
}

/// The season of complete years: `years[y][m]` is the count of each day of a month.
///
/// # Errors
/// Fewer than two complete years, or a year without any event.
pub fn season(years: &[[f64; 12]], days: &[[f64; 12]]) -> Answer<Seasonal> {
    if years.len() < 2 {
        return Err(Unanswered("there are not two complete years"));
    }
    let mut index = [0.0; 12];
    let mut range = [(f64::INFINITY, f64::NEG_INFINITY); 12];
    let mut blocks = Vec::new();
    for (counts, days) in years.iter().zip(days) {
        let daily = counts.iter().sum::<f64>() / days.iter().sum::<f64>();
        if daily <= 0.0 {
            return Err(Unanswered("a year has no event"));
        }
        let of_year: Vec<f64> = counts.iter().zip(days).map(|(count, days)| count / days / daily * 100.0).collect();
        for (month, value) in of_year.iter().enumerate() {
            index[month] += value / years.len() as f64;
            range[month] = (range[month].0.min(*value), range[month].1.max(*value));
        }
        blocks.push(of_year);
    }
    let statistic = friedman(&blocks);
    let probability = distribution::chi_squared_above(statistic, 11.0);
    Ok(Seasonal { index, range, years: years.len(), statistic, probability })
}
