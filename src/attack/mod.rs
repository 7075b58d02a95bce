//! What somebody who reads everything published can work out about a count that is withheld.
//!
//! Comes in: which counts there are ([`Quantity`]), how far each is known from what is printed, and which add
//! up to which. Goes out: whether the count could still be so many that nobody can tell it is small. Knows
//! nothing of rules, files or pages: `disclosure` asks it while it chooses what to withhold, and `audit` asks
//! it again of what is released.
//!
//! A count is safe when another whole table of counts can be shown that agrees with everything printed and in
//! which the count is far from what it is. Such a table is found by linear programming and then checked by
//! adding up whole numbers, so that no error of the solver can pass a count that is known.

mod crossing;
mod groups;
mod line;
mod places;
mod proof;
mod quantity;
mod series;
mod settle;
mod sums;
mod system;
mod tables;

pub use proof::{Interval, Need, Proof, Proofs, Prover, Safety, Whom};
pub use quantity::{Quantities, Quantity, QuantityId, When};
pub use sums::{Kind, Sum, Sums, Tie, Unnamed, sums};
pub use system::{Block, CountId, Known, System, blocks};
