//! Monotony and strain: training load as Foster (1998) measures it.

/// The upper bound of monotony: a week of equal days has no spread at all.
pub const MOST_MONOTONY: f64 = 10.0;

/// Mean daily load divided by its sample standard deviation (Foster 1998), at most [`MOST_MONOTONY`]; 0
/// without load.
///
/// ```
/// let loads = [0.0, 60.0, 40.0, 90.0, 0.0, 30.0, 150.0];
/// assert_eq!(format!("{:.3}", longrun::review::monotony(&loads)), "0.989");
/// ```
pub fn monotony(loads: &[f64]) -> f64 {
    let sum: f64 = loads.iter().sum();
    if sum <= 0.0 || loads.len() < 2 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    let count = loads.len() as f64;
    let mean = sum / count;
    let squares: f64 = loads.iter().map(|load| (load - mean) * (load - mean)).sum();
    let spread = (squares / (count - 1.0)).sqrt();
    (mean / spread).min(MOST_MONOTONY)
}

/// The total load of the days times their [`monotony`] (Foster 1998).
pub fn strain(loads: &[f64]) -> f64 {
    loads.iter().sum::<f64>() * monotony(loads)
}
