import AtlasCore

/// Some kinds of quantities, a bit each: asked of every text of a page by every rule about what pages state.
package struct QuantityKinds: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  package init(arrayLiteral kinds: ContentMetric.Kind...) {
    for kind in kinds { bits |= kind.bit }
  }

  init(of quantities: [Quantity]) {
    for place in quantities.indices { bits |= quantities[place].kind.bit }
  }

  func contains(_ kind: ContentMetric.Kind) -> Bool { bits & kind.bit != 0 }

  func overlaps(_ other: QuantityKinds) -> Bool { bits & other.bits != 0 }

  mutating func formUnion(_ other: QuantityKinds) { bits |= other.bits }
}

extension QuantityKinds {
  /// What a page measures, or claims to: the kinds that want a source.
  package static let measured: QuantityKinds = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery,
  ]
}

extension ContentMetric.Kind {
  fileprivate var bit: UInt32 {
    switch self {
    case .latency: 1 << 0
    case .throughput: 1 << 1
    case .bandwidth: 1 << 2
    case .storage: 1 << 3
    case .cost: 1 << 4
    case .users: 1 << 5
    case .count: 1 << 6
    case .instance: 1 << 7
    case .lag: 1 << 8
    case .rate: 1 << 9
    case .version: 1 << 10
    case .recovery: 1 << 11
    case .blastRadius: 1 << 12
    case .dataLoss: 1 << 13
    case .date: 1 << 14
    case .source: 1 << 15
    }
  }
}
