import AtlasCore

/// A latency at a percentile that a label states.
struct PercentileLatency {
  /// 50, 99, 99.9
  var percentile: Double
  var low: Double
  var high: Double
  /// In the label's text.
  var stretch: Range<Int>
  /// By place in the subject's labels.
  var label: Int
}

extension Quantity {
  var stretch: Range<Int> { range.lowerBound..<range.upperBound }

  /// The percentile of a latency; nil for other quantities and for other statistics.
  var percentile: Double? {
    guard kind == .latency, qualifier.utf8.first == UInt8(ascii: "p") else { return nil }
    return Double(qualifier.dropFirst())
  }

  /// From and to, in the base unit; nil where there is no amount, or where it changes.
  var bounds: (low: Double, high: Double)? {
    switch amount {
    case .value(let value): (value, value)
    case .range(let low, let high): (low, high)
    case .none, .change: nil
    }
  }
}

extension RuleSubject {
  /// Every latency at a percentile, in the order of the text.
  var percentileLatencies: [PercentileLatency] {
    quantified.flatMap { label, quantities in
      quantities.compactMap { quantity in
        guard let percentile = quantity.percentile, let bounds = quantity.bounds else { return nil }
        return PercentileLatency(
          percentile: percentile, low: bounds.low, high: bounds.high, stretch: quantity.stretch,
          label: label.index)
      }
    }
  }
}
