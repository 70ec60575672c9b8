//! A second implementation of the same definitions, slow and plain, and random graphs to hold the two
//! against each other. `COUNTERCLAIM_CAMPAIGN=full` runs thousands of them.

mod competing;
mod graphs;
mod naive;
mod paths;
mod properties;
mod pulls;
