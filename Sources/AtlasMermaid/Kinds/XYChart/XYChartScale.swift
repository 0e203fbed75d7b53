/// The x-axis as mermaid.js knows it while it reads values: names, or bounds that the first values may set.
struct XYChartScale {
  private enum Axis {
    case unset
    case band
    case linear(Double, Double)
  }

  private var axis = Axis.unset

  mutating func setBand() { axis = .band }

  mutating func setBounds(_ lower: Double, _ upper: Double) { axis = .linear(lower, upper) }

  /// Whether mermaid.js comes to an end when it places so many values along the axis. It counts from the lower bound to
  /// the upper in equal steps; a step that is too small to change the sum is never the last.
  mutating func canPlace(_ count: Int) -> Bool {
    if case .unset = axis { axis = .linear(1, Double(count)) }
    guard case .linear(let lower, let upper) = axis, count > 1, lower <= upper else { return true }
    let step = (upper - lower) / Double(count - 1)
    return lower + step > lower && upper + step > upper
  }
}
