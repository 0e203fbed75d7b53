/// Hours of work. Whole thousandths, so that a sum is the same in whatever order it was made.
public struct Hours: Hashable, Comparable, Sendable {
  private var thousandths: Int

  public init(_ hours: Double) { thousandths = Int((hours * 1_000).rounded()) }

  public static let zero = Hours(0)

  /// To the next tenth, as reports say it.
  public var tenths: Int { (thousandths + 50) / 100 }

  public static func < (left: Hours, right: Hours) -> Bool { left.thousandths < right.thousandths }

  public static func + (left: Hours, right: Hours) -> Hours {
    var sum = left
    sum.thousandths += right.thousandths
    return sum
  }

  public static func += (left: inout Hours, right: Hours) { left = left + right }

  public static func * (hours: Hours, count: Int) -> Hours {
    var product = hours
    product.thousandths *= count
    return product
  }
}

/// The work that a change of the specification makes, by the category of the pages that it is done on.
public struct Rework: Hashable, Sendable {
  private var byCategory: [String: Hours] = [:]

  public init() {}

  public mutating func add(_ hours: Hours, in category: String) {
    byCategory[category, default: .zero] += hours
  }

  public func hours(in category: String) -> Hours { byCategory[category] ?? .zero }

  public var total: Hours { byCategory.values.reduce(.zero, +) }
}
