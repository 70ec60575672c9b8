//! How likely it is that one of two sources copies the other, from what they say alike and not. A reason
//! to look, never to count: it enters no line and no standing.

/// The named assumptions of the copying model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyModel {
    /// How often a source errs on its own.
    pub error: f64,
    /// Among how many false values it errs.
    pub false_values: f64,
    /// How often one who copies takes over a value.
    pub copied: f64,
    /// How likely copying is beforehand, in each direction.
    pub prior: f64,
}

impl Default for CopyModel {
    fn default() -> Self {
        Self { error: 0.2, false_values: 100.0, copied: 0.8, prior: 0.2 }
    }
}

/// What two sources have in common where it is known what holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Both say what holds.
    pub shared_true: u32,
    /// Both say the same that does not hold.
    pub shared_false: u32,
    /// They differ.
    pub different: u32,
}

/// Returns the probability that one of the two copies the other (Dong, Berti-Équille and Srivastava,
/// VLDB 2009). Agreement on what holds proves little, since good sources agree; a shared rare error
/// weighs most.
///
/// ```
/// use counterclaim_graph::{CopyModel, Overlap, dependence};
///
/// let agreeing = Overlap { shared_true: 10, shared_false: 0, different: 2 };
/// let erring = Overlap { shared_false: 1, ..agreeing };
/// let model = CopyModel::default();
/// assert!(dependence(agreeing, &model) < 0.15 && dependence(erring, &model) > 0.98);
/// ```
pub fn dependence(overlap: Overlap, model: &CopyModel) -> f64 {
    let (right, own) = (1.0 - model.error, 1.0 - model.copied);
    let both_true = right * right;
    let both_false = model.error * model.error / model.false_values;
    let differ = 1.0 - both_true - both_false;
    // Logarithms: thousands of shared values would leave nothing of a product.
    let log = |shared_true: f64, shared_false: f64, different: f64| {
        f64::from(overlap.shared_true) * shared_true.ln()
            + f64::from(overlap.shared_false) * shared_false.ln()
            + f64::from(overlap.different) * different.ln()
    };
    let apart = log(both_true, both_false, differ);
    let copying = log(
        model.copied * right + own * both_true,
        model.copied * model.error + own * both_false,
        own * differ,
    );
    let prior = 2.0 * model.prior;
    prior / (prior + (1.0 - prior) * (apart - copying).exp())
}
