//! Open data as it was published: each file is read with the rows that its source counts, or is not used.
