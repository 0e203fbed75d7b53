/// Some kinds of quantities, a bit each: asked for every quantity of every text, where a set would hash the kind's name.
public struct MetricKinds: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  public init() {}

  public init(_ kinds: some Sequence<ContentMetric.Kind>) { for kind in kinds { insert(kind) } }

  public init(arrayLiteral kinds: ContentMetric.Kind...) { self.init(kinds) }

  public static let all = MetricKinds(ContentMetric.Kind.allCases)

  /// What a page measures, or claims to: the kinds that want a source.
  public static let measured: MetricKinds = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery,
  ]

  public func contains(_ kind: ContentMetric.Kind) -> Bool { bits >> UInt32(kind.number) & 1 == 1 }

  public mutating func insert(_ kind: ContentMetric.Kind) { bits |= 1 << UInt32(kind.number) }

  public func union(_ other: MetricKinds) -> MetricKinds {
    var union = self
    union.formUnion(other)
    return union
  }

  public func overlaps(_ other: MetricKinds) -> Bool { bits & other.bits != 0 }

  public mutating func formUnion(_ other: MetricKinds) { bits |= other.bits }

  public mutating func formIntersection(_ other: MetricKinds) { bits &= other.bits }

  public var isEmpty: Bool { bits == 0 }

  /// In the order of their declaration.
  public var elements: [ContentMetric.Kind] { ContentMetric.Kind.allCases.filter(contains) }
}
