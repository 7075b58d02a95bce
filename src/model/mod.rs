//! The vocabulary of the trade, without behaviour of its own: what passes from stage to stage.

pub mod age;
pub mod area;
pub mod audience;
pub mod cell;
pub mod coverage;
pub mod declaration;
pub mod estimate;
pub mod event;
pub mod group;
pub mod indicator;
pub mod intervention;
pub mod mark;
pub mod observation;
pub mod period;
pub mod postcode;
pub mod source;
pub mod spec;
pub mod standard_population;
